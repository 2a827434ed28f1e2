"""``kg serve``: a publication over HTTP."""

import socket
from pathlib import Path

import click
import uvicorn

from kg.errors import ConfigError
from kg.serving import application


@click.command()
@click.argument("publication", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free."
)
@click.option(
    "--deadline", type=click.FloatRange(0.1), default=10, show_default=True, help="Of a query, s."
)
def command(publication: Path, host: str, port: int, deadline: float) -> None:
    """Serve the publication in OUT: files, SPARQL at /sparql, questions at /queries.

    \b
    kg serve out --port 8000
    kg query declined-proposals --endpoint http://127.0.0.1:8000/sparql

    A query that overruns the deadline gets 503 and never a part of its answer; SERVICE is refused.
    """
    app = application(publication, deadline)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise ConfigError(f"{host}:{port} cannot be served: {error.strerror}") from error
        click.echo(f"http://{host}:{listener.getsockname()[1]}/", err=True)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        uvicorn.Server(config).run(sockets=[listener])
