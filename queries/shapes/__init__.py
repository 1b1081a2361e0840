"""One module a question: from what its Cypher reads to the rows of its answer. Pure but for the reading of further steps."""
