"""Peer: one indexed look-up on a server with the official driver. bare_neo4j.py ADDRESS USER ID."""

from __future__ import annotations

import os
import sys

from neo4j import GraphDatabase


def main(address: str, user: str, item: str) -> None:
    auth = (user, os.environ["LANDSCAPE_NEO4J_PASSWORD"])
    with GraphDatabase.driver(address, auth=auth) as driver, driver.session() as session:
        for record in session.run("MATCH (n:Entity {id: $id}) RETURN n.name AS name", id=item):
            print(record["name"])


if __name__ == "__main__":
    main(*sys.argv[1:])
