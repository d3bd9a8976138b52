// A connection over TLS whose wire does what it likes: each end is given what the other has written or nothing, is told
// in turn, and nothing is left (see tests/tls_script.hpp). Run: tls_fuzz CORPUS_DIR
#include <cstdio>
#include <cstdlib>

#include "tests/certificates.hpp"
#include "tests/tls_script.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const asyncio::SSLContext server = loopback::server_context();
    static asyncio::SSLContext client = loopback::client_context();
    if (size == 0 || size > 2048) return 0;
    client.maximum_version = data[0] % 2 ? asyncio::TLSVersion::TLSv1_2 : asyncio::TLSVersion::TLSv1_3;
    const std::string wrong = play_tls({data + 1, size - 1}, server, client);
    if (wrong.empty()) return 0;
    std::fprintf(stderr, "%s\n", wrong.c_str());
    std::abort();
}
