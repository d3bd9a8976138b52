#pragma once
#include <string>

#include "router.hpp"

namespace asyncio::http {

/// The handler of a static route: the file that match_info()["filename"] names, in a folder and never outside of it.
class StaticFiles {
public:
    StaticFiles(std::string folder, StaticOptions options);    ///< Throws ValueError if there is no such folder
    Coroutine<Response> operator()(Request& request) const;

private:
    std::string folder_;             // its real path
    StaticOptions options_;
};

/// Sends a FileResponse: the file's bytes or those that a Range asks for, 304 if the client's copy is as new, 404.
/// The file is read in threads of the default executor. Emits: job_submit, suspend for each piece.
Coroutine<> send_file(Request& request, Response response);

}  // namespace asyncio::http
