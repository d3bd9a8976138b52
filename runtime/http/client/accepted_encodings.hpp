#pragma once
#include <string>

namespace asyncio::http {

/// The encodings that the client asks for and undoes: "gzip, deflate", and "br" if the library was built with brotli.
const std::string& accepted_encodings();

}  // namespace asyncio::http
