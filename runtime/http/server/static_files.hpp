#pragma once
#include <string>

#include "router.hpp"

namespace asyncio::http {

/// The handler of a static route: the file that match_info()["filename"] names, in a folder and never outside of it; the
/// folder if it names none.
class StaticFiles {
public:
    /// `prefix`: of the URLs. Throws ValueError if there is no such folder.
    StaticFiles(std::string prefix, std::string folder, StaticOptions options);
    Coroutine<Response> operator()(Request& request) const;

private:
    Response look_up(const std::string& name) const;       // blocks

    std::string prefix_;
    std::string folder_;             // its real path
    StaticOptions options_;
};

/// Sends a FileResponse: the file's bytes or those that a Range asks for. Throws HTTPNotModified, HTTPPreconditionFailed,
/// HTTPRequestRangeNotSatisfiable, HTTPNotFound, HTTPForbidden before anything is out.
/// The file is read in threads of the default executor. Emits: job_submit, suspend for each piece.
Coroutine<> send_file(Request& request, Response response);

}  // namespace asyncio::http
