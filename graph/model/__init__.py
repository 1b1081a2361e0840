"""The model, said once: labels, relationships, values, ids. Everything else derives from here."""
