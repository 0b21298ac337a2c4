"""Writes one object of the log as Parquet. usage: parquet.py FROM TO"""

import sys

import duckdb

db = duckdb.connect()
db.execute(
    f"""COPY (SELECT time::TIMESTAMPTZ AS time, principal, action, customer_id, ticket_id, fields, source_ip
        FROM read_json('{sys.argv[1]}', format='newline_delimited', columns={{time: 'VARCHAR', principal: 'VARCHAR', action: 'VARCHAR',
            customer_id: 'VARCHAR', ticket_id: 'VARCHAR', fields: 'VARCHAR[]', source_ip: 'VARCHAR'}}))
        TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)"""
)
