#pragma once
#include <optional>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "../counted.hpp"
#include "base_transport.hpp"
#include "protocol.hpp"
#include "read_flow.hpp"

namespace asyncio {

/// A range of texts, none of which is one itself.
template <class R>
concept TextRange = std::ranges::input_range<R> && !std::is_convertible_v<R, std::string_view> &&
                    std::is_convertible_v<std::ranges::range_reference_t<R>, std::string_view>;

/// One end of a connection or a pipe, driven by the loop. Python: asyncio.Transport, ReadTransport and WriteTransport
///
/// A pipe goes in one direction: what the other one has throws NotImplementedError.
class Transport : public BaseTransport, public ReadFlow {
public:
    /// Sends at once what the system takes and keeps the rest; after the connection is lost it does nothing.
    virtual void write(std::string_view data);
    template <TextRange R = std::vector<std::string>>
    void writelines(R&& data) {
        std::string all;
        for (auto&& piece : data) all += std::string_view(piece);
        write(all);
    }
    virtual void write_eof();             ///< the peer will see the end when all is sent
    virtual bool can_write_eof() const;
    virtual void abort();                 ///< closes it now; what is not sent is lost
    virtual void force_close(std::exception_ptr error);   ///< the same, and the protocol is told why. For the library

    virtual bool is_reading() const;      ///< it is neither paused nor closed
    void pause_reading() override;        ///< no data_received until resume_reading()
    void resume_reading() override;

    virtual std::size_t get_write_buffer_size() const;                                ///< in bytes
    virtual std::pair<std::size_t, std::size_t> get_write_buffer_limits() const;      ///< low, high
    /// The protocol is told to pause above `high` bytes, and to go on at `low` (a quarter of it). Throws ValueError.
    virtual void set_write_buffer_limits(std::optional<long> high = {}, std::optional<long> low = {});

    virtual void set_protocol(Counted<Protocol> protocol) = 0;                        ///< who is told from now on
    virtual Protocol* get_protocol() const = 0;                                       ///< nullptr: it is lost
};

}  // namespace asyncio
