"""Texts that merely look dangerous, with the rows that they have in the small store of `conftest.py`."""

from __future__ import annotations

from typing import Any

Rows = list[dict[str, Any]]

ALPHA: Rows = [{"x": "Alpha"}]
ONE_IDS: Rows = [{"id": "a"}, {"id": "b"}, {"id": "c"}]
WORDS = (
    *("create", "merge", "set", "delete", "remove", "detach", "foreach", "insert", "drop", "load", "csv", "call", "show", "terminate"),
    *("grant", "deny", "revoke", "alter", "use", "explain", "profile", "cypher", "start", "stop", "enable", "rename", "transactions"),
    *("constraint", "index", "database", "finish", "periodic", "commit", "export"),
)
"""Words that name things here and command nothing."""

BY_WORD: list[tuple[str, Rows]] = [
    pair
    for word in WORDS
    for pair in (
        (f"RETURN '{word.upper()} (:Entity)' AS x", [{"x": f"{word.upper()} (:Entity)"}]),
        (f"MATCH (n:Entity {{id: 'a'}}) /* {word} n */ RETURN n.name AS x // {word} n", ALPHA),
        (f"MATCH (`{word}`:Entity {{id: 'a'}}) RETURN `{word}`.name AS `{word} it`", [{f"{word} it": "Alpha"}]),
        (f"MATCH (n:Entity {{id: 'a'}}) RETURN n.name AS x, n.{word} AS {word}d", [{"x": "Alpha", f"{word}d": None}]),
        (f"MATCH ({word}:Entity {{id: 'a'}}) RETURN {word}.name AS x", ALPHA),
    )
]

BY_HAND: list[tuple[str, Rows]] = [
    ("MATCH (n:Entity) RETURN n.id AS id ORDER BY id", ONE_IDS),
    ("match (n:Entity) return n.id as id order by id", ONE_IDS),
    ("MATCH (n:Entity) RETURN 'CREATE (:Entity)' AS text, count(n) AS n", [{"text": "CREATE (:Entity)", "n": 3}]),
    ("MATCH (n:Entity) WHERE n.name CONTAINS 'DELETE' RETURN n.id AS id", []),
    ("RETURN 'LOAD CSV FROM \\'file:///etc/passwd\\'' AS x", [{"x": "LOAD CSV FROM 'file:///etc/passwd'"}]),
    ('RETURN "CALL dbms.listConfig()" AS x', [{"x": "CALL dbms.listConfig()"}]),
    ("RETURN '; DROP DATABASE neo4j;' AS x", [{"x": "; DROP DATABASE neo4j;"}]),
    ('RETURN "it\'s; CREATE (n)" AS x', [{"x": "it's; CREATE (n)"}]),
    ("RETURN 'a\\\\' AS x, '; DETACH DELETE n //' AS y", [{"x": "a\\", "y": "; DETACH DELETE n //"}]),
    ("RETURN '/*' AS x, 'SET' AS y, '*/' AS z", [{"x": "/*", "y": "SET", "z": "*/"}]),
    ("RETURN '//' AS x, 'DELETE' AS y", [{"x": "//", "y": "DELETE"}]),
    ("RETURN '\\u0043REATE' AS x", [{"x": "CREATE"}]),
    ("RETURN 1 AS `CREATE`", [{"CREATE": 1}]),
    ("RETURN 1 AS `SET`, 2 AS `DELETE`, 3 AS `MERGE`", [{"SET": 1, "DELETE": 2, "MERGE": 3}]),
    ("RETURN 1 AS `; DROP DATABASE neo4j`", [{"; DROP DATABASE neo4j": 1}]),
    ("// CREATE (:Entity)\nMATCH (n:Entity) RETURN count(n) AS n", [{"n": 3}]),
    ("/* DETACH DELETE everything; LOAD CSV */ MATCH (n:Entity) RETURN count(n) AS n", [{"n": 3}]),
    ("/* ' */ MATCH (n:Entity) /* \" */ RETURN count(n) AS n // `", [{"n": 3}]),
    ("/* SHOW USERS */ MATCH (n:Entity) // SHOW USERS\nRETURN count(n) AS n", [{"n": 3}]),
    ("MATCH (n:Entity) RETURN count(n) AS n;", [{"n": 3}]),
    ("MATCH (n:Entity) RETURN count(n) AS n ;\n// CREATE", [{"n": 3}]),
    ("MATCH (n:Entity {id: 'a'})\r\nRETURN n.name AS x", ALPHA),
    ("MATCH (n:entity) RETURN count(n) AS n", [{"n": 0}]),
    ("MATCH (n:Entity {id: 'a'}) RETURN n.created AS a, n.`set` AS b, n.load AS c", [{"a": None, "b": None, "c": None}]),
    ("MATCH (n:Entity {id: 'a'}) RETURN {create: n.name, set: 1, call: [2]} AS x", [{"x": {"create": "Alpha", "set": 1, "call": [2]}}]),
    ("WITH {delete: 'Alpha'} AS map MATCH (n:Entity) WHERE n.name = map.delete RETURN n.name AS x", ALPHA),
    ("MATCH (n:Entity) WITH count(n) AS call MATCH (m:Board) RETURN call, count(m) AS n", [{"call": 3, "n": 2}]),
    ("MATCH (n:Entity) RETURN count(n) AS call ORDER BY call", [{"call": 3}]),
    ("UNWIND [1, 2] AS call WITH call AS set RETURN sum(set) AS x", [{"x": 3}]),
    ("RETURN [call IN [1, 2] WHERE call > 1 | call] AS x", [{"x": [2]}]),
    ("RETURN [load IN ['csv'] | load] AS x", [{"x": ["csv"]}]),
    ("RETURN reduce(delete = 0, x IN [1, 2, 3] | delete + x) AS x", [{"x": 6}]),
    ("RETURN any(set IN [1] WHERE set = 1) AS x, none(drop IN [1] WHERE drop = 2) AS y", [{"x": True, "y": True}]),
    ("RETURN CASE WHEN 'SET' = 'set' THEN 1 ELSE 2 END AS x", [{"x": 2}]),
    ("RETURN toUpper('drop index') AS x, 'a' + 'b' AS y, size('émigré') AS n", [{"x": "DROP INDEX", "y": "ab", "n": 6}]),
    ("RETURN split('CREATE;DELETE', ';') AS x, replace('SET n', 'SET', 'get') AS y", [{"x": ["CREATE", "DELETE"], "y": "get n"}]),
    ("RETURN $text AS x", [{"x": "CREATE (:Entity)"}]),
    ("UNWIND $rows AS create RETURN create.a AS x", [{"x": 1}, {"x": 2}]),
    ("RETURN $rows[0].a AS x, $`text` AS y", [{"x": 1, "y": "CREATE (:Entity)"}]),
    ("MATCH (n:Entity)-[set:LEADS]->(m) RETURN type(set) AS x, set.key AS y", [{"x": "LEADS", "y": "k1"}]),
    ("MATCH (create)-[:LEADS]->(delete) RETURN create.id AS x, delete.id AS y", [{"x": "c", "y": "a"}]),
    (
        "MATCH (n:Entity) OPTIONAL MATCH (n)-[:LEADS]->(m) RETURN n.id AS id, collect(m.id) AS led ORDER BY id",
        [{"id": "a", "led": []}, {"id": "b", "led": []}, {"id": "c", "led": ["a"]}],
    ),
    (
        "MATCH p = (n:Entity)-[:LEADS*1..3]-(m) RETURN [x IN nodes(p) | x.id] AS ids ORDER BY ids",
        [{"ids": ["a", "c"]}, {"ids": ["c", "a"]}],
    ),
    (
        "MATCH (n:Entity) CALL { WITH n MATCH (n)-[:LEADS]->(m) RETURN count(m) AS led } RETURN n.id AS id, led ORDER BY id",
        [{"id": "a", "led": 0}, {"id": "b", "led": 0}, {"id": "c", "led": 1}],
    ),
    ("MATCH (n:Board) CALL (n) { RETURN n.id AS id } RETURN id ORDER BY id", [{"id": "a"}, {"id": "b"}]),
    ("CALL { MATCH (n:Board) RETURN n.id AS id UNION MATCH (m:Entity) RETURN m.id AS id } RETURN id ORDER BY id", ONE_IDS),
    ("CALL { CALL { RETURN 1 AS x } RETURN x + 1 AS y } RETURN y", [{"y": 2}]),
    ("CALL db.labels() YIELD label RETURN count(label) > 0 AS x", [{"x": True}]),
    ("call db.labels() yield label return count(label) > 0 as x", [{"x": True}]),
    ("CALL/* dbms.x() */db . labels() YIELD label RETURN count(label) > 0 AS x", [{"x": True}]),
    ("CALL `db`.`labels`() YIELD label RETURN count(label) > 0 AS x", [{"x": True}]),
    ("MATCH (n:Entity {id: 'a'}) CALL db.relationshipTypes() YIELD relationshipType AS t RETURN count(t) > 0 AS x", [{"x": True}]),
    ("MATCH (n:Entity) WHERE EXISTS { MATCH (n)-[:LEADS]->() } RETURN n.id AS id", [{"id": "c"}]),
    ("MATCH (n:Entity) WHERE NOT EXISTS { (n)<-[:LEADS]-() } RETURN n.id AS id ORDER BY id", [{"id": "b"}, {"id": "c"}]),
    (
        "MATCH (n:Entity) RETURN n.id AS id, COUNT { (n)--() } AS ties ORDER BY id",
        [{"id": "a", "ties": 1}, {"id": "b", "ties": 0}, {"id": "c", "ties": 1}],
    ),
    ("MATCH (n:Entity {id: 'a'}) RETURN n {.id, set: n.name} AS x", [{"x": {"id": "a", "set": "Alpha"}}]),
    ("MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id = 'a' RETURN n.name AS x", ALPHA),
    ("MATCH (n:Entity) USING SCAN n:Entity WHERE n.id = 'a' RETURN n.name AS x", ALPHA),
    ("RETURN 1 AS x UNION ALL RETURN 2 AS x", [{"x": 1}, {"x": 2}]),
    ("RETURN 'CREATE' AS x UNION RETURN 'CREATE' AS x", [{"x": "CREATE"}]),
    ("MATCH (n:Entity) WHERE n.name =~ '(?i)al.*' RETURN n.name AS x", ALPHA),
    ("MATCH (n) WHERE n:Board OR n:Organisation RETURN n.id AS id ORDER BY id", ONE_IDS),
    ("MATCH (n:Entity) WITH n.id AS id ORDER BY id SKIP 1 LIMIT 1 RETURN id", [{"id": "b"}]),
    ("WITH 'DROP CONSTRAINT entity_id' AS text RETURN size(text) AS n", [{"n": 25}]),
    ("RETURN 'é 𝔘 \u2028 \ufeff' AS x", [{"x": "é 𝔘 \u2028 \ufeff"}]),
    ("RETURN 'ＣＲＥＡＴＥ' AS x", [{"x": "ＣＲＥＡＴＥ"}]),
    ("\n\t /* a */ // b\n RETURN 1 AS x", [{"x": 1}]),
    ("RETURN 'EXPLAIN' AS explained", [{"explained": "EXPLAIN"}]),
    ("RETURN NULL AS created, TRUE AS deleted", [{"created": None, "deleted": True}]),
]
HARMLESS = [*BY_WORD, *BY_HAND]
