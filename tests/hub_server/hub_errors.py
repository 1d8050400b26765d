"""How the Hub says no."""

from starlette.responses import JSONResponse


class Refused(Exception):
    """A request that is answered with an error, in the words of the Hub."""

    def __init__(self, status, message, code=None):
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


async def answer_refused(request, error):
    headers = {"X-Error-Message": error.message}
    if error.code:
        headers["X-Error-Code"] = error.code
    return JSONResponse({"error": error.message}, error.status, headers)
