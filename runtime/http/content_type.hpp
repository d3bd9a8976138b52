#pragma once
#include <string>
#include <string_view>

namespace asyncio::http {

/// What a "Content-Type:" header says: "text/html; charset=utf-8".
struct ContentType {
    std::string type = "application/octet-stream";   ///< lower case, without parameters
    std::string charset = {};                        ///< lower case; "": not given
    std::string boundary = {};                       ///< of a multipart type

    static ContentType parse(std::string_view header);   ///< "" or nonsense: octets
    bool is_json() const;                            ///< application/json, application/problem+json, ...
};

/// What a file is, by its name: "index.html" is text/html; octets if nobody knows. Python: mimetypes.guess_type
std::string_view guess_type(std::string_view file_name);
/// The same, and "gzip" or the like if the name says that the file is packed: "tar.gz" is a packed application/x-tar.
std::string_view guess_encoding(std::string_view file_name);

}  // namespace asyncio::http
