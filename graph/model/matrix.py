"""The headings of a delivery matrix: what `report delivery` writes and `import plan` knows again when it comes back."""

HEADINGS = (
    "Code",
    "Action",
    "Theme",
    "Objective",
    "Accountable",
    "Lead(s)",
    "Contributors",
    "Activities",
    "Status",
    "Direction",
    "Due",
    "Progress",
    "Outcome",
)
"""In their order; users' scripts rely on them."""
