#include "accepted_encodings.hpp"

#include <curl/curl.h>

namespace asyncio::http {

const std::string& accepted_encodings() {
    static const std::string all = [] {
        const auto* libcurl = curl_version_info(CURLVERSION_NOW);
        std::string names = libcurl->features & CURL_VERSION_LIBZ ? "gzip, deflate" : "";
        if (libcurl->features & CURL_VERSION_BROTLI) names += names.empty() ? "br" : ", br";
        return names.empty() ? "identity" : names;
    }();
    return all;
}

}  // namespace asyncio::http
