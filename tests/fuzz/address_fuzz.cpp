// Hosts, ports and paths of any kind become addresses or typed errors; an address says of itself what it was made of.
// Run: address_fuzz CORPUS_DIR
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "runtime/net/addresses.hpp"

using namespace asyncio;

namespace {

void try_host(const std::string& host, int port) {
    try {
        const Address address(host, port);
        if (host.find('\0') != std::string::npos) std::abort();
        if (address.port() != port || !(Address(address.host(), address.port()) == address)) std::abort();
        if (!(Address(address.data(), address.size()) == address)) std::abort();
    } catch (const Exception& e) {
        if (std::strlen(e.what()) == 0) std::abort();
    }
}

void try_path(const std::string& path) {
    try {
        const Address address(path);
        const std::size_t end = path.starts_with('\0') ? std::string::npos : path.find('\0');   // which the system does not see past
        if (address.path() != path.substr(0, end) || address.port() != 0 || address.host() != "") std::abort();
    } catch (const Exception& e) {
        if (std::strlen(e.what()) == 0) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    std::int32_t port = 0;
    std::memcpy(&port, data, 4);
    const std::string text(reinterpret_cast<const char*>(data) + 4, size - 4);
    try_host(text, port);
    try_host(text, port & 0xffff);
    try_path(text);
    return 0;
}
