// What every test of HTTP includes, compiled once for each program of tests.
#include "asyncio.hpp"

#include "runtime/http/http.hpp"
