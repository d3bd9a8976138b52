#include "tls_script.hpp"

#include <random>

#include "catch.hpp"
#include "certificates.hpp"
#include "seed.hpp"

using namespace asyncio;
using namespace loopback;

namespace tls_script_test {

std::vector<std::uint8_t> random_script(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<std::uint8_t> script(random() % 200);
    for (auto& byte : script) byte = static_cast<std::uint8_t>(random());
    return script;
}

}  // namespace tls_script_test

using namespace tls_script_test;

TEST_CASE("whatever happens on the wire, TLS gives what was written or nothing, tells each end in turn, and leaves nothing") {
    const SSLContext server = server_context();
    SSLContext client = client_context();
    client.maximum_version = GENERATE(TLSVersion::TLSv1_2, TLSVersion::TLSv1_3);
    for (std::uint64_t seed = first_seed(), end = seed + 300; seed < end; ++seed) {
        INFO("AWAITSCOPE_SEED=" << seed << " runs it again");
        REQUIRE(play_tls(random_script(seed), server, client) == "");
    }
}

TEST_CASE("over a wire that only delays, all that is written over TLS arrives") {
    const SSLContext server = server_context(), client = client_context();
    // One end writes by the kilobyte, while the wire brings a few bytes at a time; nobody closes.
    const int writer = GENERATE(0, 1);
    std::vector<std::uint8_t> script;
    for (int i = 0; i < 120; ++i)
        for (int byte : {i < 40 ? 6 : 10 + writer, i, 200, 0, writer, 100, 0}) script.push_back(static_cast<std::uint8_t>(byte));
    CHECK(play_tls(script, server, client) == "");
}
