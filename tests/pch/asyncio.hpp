// What every test of the runtime includes, compiled once for each program of tests.
#include "tests.hpp"

#include "runtime/asyncio.hpp"
