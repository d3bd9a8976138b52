#pragma once
#include <functional>

#include "runner.hpp"

namespace asyncio::http {

struct RunAppOptions {
    std::string host = {};               ///< "": all addresses
    int port = 8080;
    std::string path = {};               ///< of a Unix socket, instead of the host and the port
    RunnerOptions runner = {};
    SiteOptions site = {};
    SSLArgument ssl_context = {};        ///< see SiteOptions
    bool handle_signals = true;          ///< SIGTERM, too, ends it; only the process's main thread can be asked so
    std::function<void(std::string_view)> print = {};   ///< who is told that it runs; none: standard output
};

/// Runs an application in a loop of its own until Ctrl-C or SIGTERM, then cleans it up: handlers may finish, as
/// `runner.shutdown_timeout` allows. A second signal ends it without waiting for them. Python: web.run_app
/// Throws: what its startup throws, OSError, gaierror; RuntimeError if a loop runs in this thread.
void run_app(Application& app, RunAppOptions options = {});

}  // namespace asyncio::http
