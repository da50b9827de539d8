"""The pages of the ballot alone, quick to start: what the tests kill.

python -m benchmarks.ballot_server PORT
"""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette

from synthesis.app.ballot import booth

if __name__ == "__main__":
    uvicorn.run(Starlette(routes=booth.routes()), port=int(sys.argv[1]), log_level="warning")
