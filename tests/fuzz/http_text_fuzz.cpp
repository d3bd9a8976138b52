// Run: http_text_fuzz CORPUS_DIR -dict=tests/fuzz/http.dict
#include "http_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::check_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
