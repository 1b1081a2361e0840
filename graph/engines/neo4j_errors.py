"""Every error of the Neo4j driver in our words, in one place.

`KNOWN` lists the driver's exception classes that were looked at; a test notices when the driver brings another.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from neo4j import exceptions

from graph.engines import guard
from graph.errors import LandscapeError, StoreConflict, StoreError, StoreLocked, StoreRefused, StoreUnreachable, TimeLimit

KNOWN = frozenset(
    {
        "AuthConfigurationError",
        "AuthError",
        "BrokenRecordError",
        "CertificateConfigurationError",
        "ClientError",
        "ConfigurationError",
        "ConnectionAcquisitionTimeoutError",
        "ConnectionPoolError",
        "ConstraintError",
        "CypherSyntaxError",
        "CypherTypeError",
        "DatabaseError",
        "DatabaseUnavailable",
        "DriverError",
        "Forbidden",
        "ForbiddenOnReadOnlyDatabase",
        "GqlError",
        "IncompleteCommit",
        "Neo4jError",
        "NotALeader",
        "ReadServiceUnavailable",
        "ResultConsumedError",
        "ResultError",
        "ResultFailedError",
        "ResultNotSingleError",
        "RoutingServiceUnavailable",
        "ServiceUnavailable",
        "SessionError",
        "SessionExpired",
        "TokenExpired",
        "TransactionError",
        "TransactionNestingError",
        "TransientError",
        "UnsupportedServerProduct",
        "WriteServiceUnavailable",
    }
)
_ASK = "Set LANDSCAPE_NEO4J_USER and LANDSCAPE_NEO4J_PASSWORD, or leave the password out to be asked for it."
_PLACE = re.compile(r" ?\(line (\d+), column (\d+)(?: \(offset: \d+\))?\)")


def shown(address: str) -> str:
    """The address without user, password and options, for messages."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def translate(error: Exception, address: str, text: str = "", lines_before: int = 0) -> LandscapeError:
    """The driver's error as one of ours; `address` is named, a password never.

    `text` is the Cypher that was run and `lines_before` how many lines of ours stood before it.
    """
    where = shown(address)
    if isinstance(error, LandscapeError):
        return error
    if isinstance(error, exceptions.Neo4jError):
        return _from_server(error, where, text, lines_before)
    if isinstance(error, exceptions.IncompleteCommit):
        return StoreError(
            "The connection broke while the transaction was being stored: it may be stored, or not.",
            where=where,
            hint="Run the same command again; what is stored already stays as it is.",
        )
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | exceptions.ConnectionPoolError):
        return _unreachable(error, where)
    if isinstance(error, exceptions.ConfigurationError | ValueError):
        return StoreUnreachable(
            f"The address or its options are wrong: {_first_line(error)}", where=where, hint="Write it as bolt://host:7687."
        )
    if isinstance(error, exceptions.DriverError | OSError):
        return StoreUnreachable(f"The connection failed: {_first_line(error)}", where=where)
    return StoreError(f"The driver failed: {type(error).__name__}: {_first_line(error)}", where=where)


def _from_server(error: exceptions.Neo4jError, where: str, text: str, lines_before: int) -> LandscapeError:
    """The server answered with an error; its code says of which kind."""
    code, words = error.code or "", _first_line(error.message or str(error))
    if isinstance(error, exceptions.AuthError) or code.startswith("Neo.ClientError.Security"):
        if code.endswith("CredentialsExpired"):
            return StoreRefused("The password must be changed first.", where=where, hint="Change it in the Neo4j browser, then try again.")
        if code.endswith("AuthenticationRateLimit"):
            return StoreRefused(
                "The server refuses logins for a while after too many wrong passwords.", where=where, hint="Wait five seconds."
            )
        if isinstance(error, exceptions.Forbidden):
            return StoreRefused(
                f"This user may not do that: {words}", where=where, hint="Ask the administrator for the right, or use another user."
            )
        return StoreRefused("The server refuses this user and password.", where=where, hint=_ASK)
    if "TimedOut" in code:
        return TimeLimit("The text ran into its time limit.", hint="Ask for less, or give a longer --timeout.")
    if code.endswith("LockAcquisitionTimeout"):
        return StoreLocked("Another writer keeps this database busy.", where=where, hint="Wait until it has ended, then try again.")
    if isinstance(error, exceptions.ConstraintError):
        return StoreConflict(f"Two things would carry one id or key: {words}", where=where)
    if code.endswith("AccessMode"):
        return guard.writes()
    if code.startswith("Neo.ClientError.Database"):
        if guard.names_database(text):
            return guard.leaves_database()
        return StoreUnreachable(
            f"There is no such database: {words}", where=where, hint="Give another --database, or none for the server's own."
        )
    if code.startswith(("Neo.ClientError.Statement", "Neo.ClientError.Procedure")):
        return _bad_text(error.message or str(error), text, lines_before)
    if isinstance(error, exceptions.TransientError):
        return StoreError(f"The server could not do it now: {words}", where=where, hint="Try again in a moment.")
    return StoreError(f"The server failed: {words} ({code})", where=where)


def _bad_text(message: str, text: str, lines_before: int) -> LandscapeError:
    """The server says `(line 1, column 10 (offset: 9))`, both from 1, and line 0 when there is no place."""
    place = _PLACE.search(message)
    words = _first_line(message)
    if not place:
        return guard.bad_text(words, text)
    line = int(place[1]) - lines_before
    return guard.bad_text(words, text, line, _letters(text.split("\n")[line - 1 : line], int(place[2])))


def _letters(lines: list[str], column: int) -> int:
    """The column as a reader counts: the server counts halves of the letters beyond the first plane."""
    units = lines[0].encode("utf-16-le") if lines else b""
    return len(units[: 2 * (column - 1)].decode("utf-16-le", "ignore")) + 1 if 2 * (column - 1) <= len(units) else column


def _unreachable(error: Exception, where: str) -> StoreUnreachable:
    """No answer: the reason is in the message, or in what caused it."""
    words = " ".join(_all_words(error))
    if "DNS" in words or "Name or service not known" in words or "getaddrinfo" in words:
        return StoreUnreachable(
            "There is no host of that name.", where=where, hint="Check the address for spelling, and the network or VPN."
        )
    if "refused" in words:
        return StoreUnreachable("The host refuses that port.", where=where, hint="Is the server running? Its port is usually 7687.")
    if "timed out" in words.lower():
        return StoreUnreachable("The host does not answer.", where=where, hint="Check the address, the network or VPN, and the firewall.")
    if "SSL" in words or "encryption" in words or "certificate" in words.lower():
        return StoreUnreachable(
            "The encrypted connection could not be made.",
            where=where,
            hint="Use bolt:// or neo4j:// for a server without TLS, +s with, +ssc if self-signed.",
        )
    if "HTTP" in words:
        return StoreUnreachable(
            "A web server answers there, not Neo4j's Bolt.", where=where, hint="The Bolt port is usually 7687, not 7474."
        )
    if "routing" in words:
        return StoreUnreachable(
            "The server gives no routing information.",
            where=where,
            hint="For one server without a cluster write bolt:// instead of neo4j://.",
        )
    return StoreUnreachable(f"The server cannot be reached: {_first_line(error)}", where=where)


def _all_words(error: BaseException | None) -> list[str]:
    """The messages of an error and of all that caused it."""
    if error is None:
        return []
    inner = [word for one in getattr(error, "exceptions", ()) for word in _all_words(one)]
    return [str(error), *inner, *_all_words(error.__cause__)]


def _first_line(error: Exception | str) -> str:
    return _PLACE.sub("", str(error).splitlines()[0] if str(error) else "")
