"""The tables of a .dna file: a SQLite database of Discourse Network Analyzer, version 3."""

from __future__ import annotations

__all__ = ["DATA_TABLES", "PERMISSIONS", "TABLES", "create_statements"]

_NAME = "TEXT NOT NULL CHECK (LENGTH({column}) < 191)"
_TEXT = "TEXT NOT NULL DEFAULT '' CHECK (LENGTH({column}) < 191)"
_KEY = "INTEGER NOT NULL PRIMARY KEY"
_FLAG = "INTEGER NOT NULL DEFAULT {default} CHECK ({column} BETWEEN 0 AND 1)"
_SHADE = "INTEGER NOT NULL DEFAULT 0 CHECK ({column} BETWEEN 0 AND 255)"

PERMISSIONS = (
    "AddDocuments",
    "EditDocuments",
    "DeleteDocuments",
    "ImportDocuments",
    "AddStatements",
    "EditStatements",
    "DeleteStatements",
    "EditAttributes",
    "EditRegex",
    "EditStatementTypes",
    "EditCoders",
    "EditCoderRelations",
    "ViewOthersDocuments",
    "EditOthersDocuments",
    "ViewOthersStatements",
    "EditOthersStatements",
)

DATA_TABLES = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "long text": "DATALONGTEXT",
    "short text": "DATASHORTTEXT",
}


def _flag(default: int) -> str:
    return _FLAG.replace("{default}", str(default))


def _range(low: int, high: int, default: int, rest: str = "") -> str:
    return f"INTEGER {rest}CHECK ({{column}} BETWEEN {low} AND {high}) DEFAULT {default}"


def _of(table: str, *, required: bool = False) -> str:
    return f"INTEGER{' NOT NULL' if required else ''} REFERENCES {table}(ID) ON DELETE CASCADE"


def _colour() -> dict[str, str]:
    return {"Red": _SHADE, "Green": _SHADE, "Blue": _SHADE}


def _data(value: str) -> dict[str, str]:
    return {
        "ID": "INTEGER PRIMARY KEY NOT NULL",
        "StatementId": _of("STATEMENTS", required=True),
        "VariableId": _of("VARIABLES", required=True),
        "Value": value,
        "": "UNIQUE (StatementId, VariableId)",
    }


# Table -> column -> type and checks, in order of the columns; the entry "" concerns the table as a whole.
TABLES: dict[str, dict[str, str]] = {
    "SETTINGS": {"Property": "TEXT PRIMARY KEY", "Value": "TEXT NOT NULL"},
    "CODERS": {
        "ID": _KEY,
        "Name": _NAME,
        **_colour(),
        "Refresh": _range(0, 9999, 0, "NOT NULL "),
        "FontSize": _range(1, 99, 14, "NOT NULL "),
        "Password": _NAME,
        "PopupWidth": _range(100, 9999, 300),
        "ColorByCoder": _flag(0),
        "PopupDecoration": _flag(0),
        "PopupAutoComplete": _flag(1),
        **{f"Permission{permission}": _flag(1) for permission in PERMISSIONS},
    },
    "DOCUMENTS": {
        "ID": _KEY,
        "Title": _NAME,
        "Text": "TEXT NOT NULL",
        "Coder": _of("CODERS"),
        "Author": _TEXT,
        "Source": _TEXT,
        "Section": _TEXT,
        "Notes": "TEXT NOT NULL DEFAULT ''",
        "Type": _TEXT,
        "Date": "INTEGER NOT NULL",
    },
    "STATEMENTTYPES": {"ID": _KEY, "Label": _NAME, **_colour()},
    "VARIABLES": {
        "ID": _KEY,
        "Variable": _NAME,
        "DataType": "TEXT NOT NULL DEFAULT 'short text' "
        "CHECK ({column} IN ('boolean', 'integer', 'long text', 'short text'))",
        "StatementTypeId": _of("STATEMENTTYPES"),
        "": "UNIQUE (Variable, StatementTypeId)",
    },
    "VARIABLELINKS": {
        "ID": _KEY,
        "SourceVariableId": _of("VARIABLES"),
        "TargetVariableId": _of("VARIABLES"),
        "": "CHECK (TargetVariableId != SourceVariableId)",
    },
    "REGEXES": {"Label": "TEXT PRIMARY KEY CHECK (LENGTH({column}) < 191)", **_colour()},
    "CODERRELATIONS": {
        "ID": _KEY,
        "Coder": f"{_of('CODERS')} CHECK ({{column}} > 0)",
        "OtherCoder": f"{_of('CODERS')} CHECK ({{column}} > 0)",
        "viewStatements": _flag(1),
        "editStatements": _flag(1),
        "viewDocuments": _flag(1),
        "editDocuments": _flag(1),
        "": "CHECK (Coder != OtherCoder)",
    },
    "STATEMENTS": {
        "ID": _KEY,
        "StatementTypeId": _of("STATEMENTTYPES"),
        "DocumentId": _of("DOCUMENTS"),
        "Start": "INTEGER NOT NULL CHECK ({column} >= 0)",
        "Stop": "INTEGER NOT NULL CHECK ({column} >= 0)",
        "Coder": _of("CODERS"),
        "": "CHECK (Start < Stop)",
    },
    "DATABOOLEAN": _data("INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": {
        "ID": "INTEGER PRIMARY KEY NOT NULL",
        "VariableId": _of("VARIABLES", required=True),
        "Value": _TEXT,
        "Red": "INTEGER CHECK ({column} BETWEEN 0 AND 255)",
        "Green": "INTEGER CHECK ({column} BETWEEN 0 AND 255)",
        "Blue": "INTEGER CHECK ({column} BETWEEN 0 AND 255)",
        "ChildOf": f"{_of('ENTITIES')} CHECK ({{column}} > 0)",
        "": "UNIQUE (VariableId, Value)",
    },
    "DATASHORTTEXT": {
        "ID": "INTEGER PRIMARY KEY NOT NULL",
        "StatementId": _of("STATEMENTS", required=True),
        "VariableId": _of("VARIABLES", required=True),
        "Entity": _of("ENTITIES", required=True),
        "": "UNIQUE (StatementId, VariableId)",
    },
    "DATALONGTEXT": _data("TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": {
        "ID": "INTEGER PRIMARY KEY NOT NULL",
        "VariableId": _of("VARIABLES", required=True),
        "AttributeVariable": _NAME,
        "": "UNIQUE (VariableId, AttributeVariable)",
    },
    "ATTRIBUTEVALUES": {
        "ID": "INTEGER PRIMARY KEY NOT NULL",
        "EntityId": _of("ENTITIES", required=True),
        "AttributeVariableId": _of("ATTRIBUTEVARIABLES", required=True),
        "AttributeValue": _TEXT,
        "": "UNIQUE (EntityId, AttributeVariableId)",
    },
}


def create_statements() -> list[str]:
    """One CREATE TABLE statement for each table, parents before children."""
    made = []
    for table, columns in TABLES.items():
        parts = [f"{column} {kind.replace('{column}', column)}" if column else kind for column, kind in columns.items()]
        made.append(f"CREATE TABLE {table} ({', '.join(parts)})")
    return made
