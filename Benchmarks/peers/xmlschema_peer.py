"""The peer of validate and of convert --to ndjson. usage: xmlschema_peer.py validate|ndjson SCHEMA FEED"""
import json
import sys

import xmlschema

mode, schema_path, feed = sys.argv[1:]
schema = xmlschema.XMLSchema(schema_path)
if mode == "validate":
    for _ in schema.iter_errors(xmlschema.XMLResource(feed, lazy=True)):
        pass
else:
    # Not lazy: with a path below the root's children, the lazy mode finds the first offers only.
    for formation in schema.iter_decode(feed, path="*/formation"):
        print(json.dumps(formation, ensure_ascii=False, default=str))
