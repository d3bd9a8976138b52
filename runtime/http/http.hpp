#pragma once

/// HTTP, under the names of Python's aiohttp.
#include "client/client_session.hpp"
#include "server/application.hpp"
#include "server/http_exceptions.hpp"
#include "server/run_app.hpp"
#include "server/runner.hpp"
#include "server/stream_response.hpp"
