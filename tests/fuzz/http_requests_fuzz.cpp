// Run: http_requests_fuzz CORPUS_DIR -dict=tests/fuzz/http.dict
#include "http_requests.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::check_requests({reinterpret_cast<const char*>(data), size});
    return 0;
}
