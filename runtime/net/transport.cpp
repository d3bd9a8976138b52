#include "transport.hpp"

#include "runtime/exceptions.hpp"

namespace asyncio {

void Transport::write(std::string_view) { throw NotImplementedError(); }

void Transport::write_eof() { throw NotImplementedError(); }
bool Transport::can_write_eof() const { throw NotImplementedError(); }
void Transport::abort() { throw NotImplementedError(); }
void Transport::force_close(std::exception_ptr) { abort(); }
bool Transport::is_reading() const { throw NotImplementedError(); }
void Transport::pause_reading() { throw NotImplementedError(); }
void Transport::resume_reading() { throw NotImplementedError(); }
std::size_t Transport::get_write_buffer_size() const { throw NotImplementedError(); }
std::pair<std::size_t, std::size_t> Transport::get_write_buffer_limits() const { throw NotImplementedError(); }
void Transport::set_write_buffer_limits(std::optional<long>, std::optional<long>) { throw NotImplementedError(); }

std::string repr(const ExtraInfo& info) {
    if (!info) return "None";
    if (info.is_address()) return repr(static_cast<Address>(info));
    if (info.is_socket()) return asyncio::repr(static_cast<Socket>(info), "asyncio.TransportSocket");
    if (info.is_of_tls()) return "<ssl>";
    return std::to_string(static_cast<Descriptor>(info));
}

}  // namespace asyncio
