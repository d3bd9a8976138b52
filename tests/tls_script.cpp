#include "tls_script.hpp"

#include <algorithm>
#include <array>

#include "runtime/asyncio.hpp"
#include "runtime/ssl/ssl_transport.hpp"

using namespace asyncio;

namespace {

/// The script's bytes, as decisions.
class Script {
public:
    explicit Script(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    bool over() const { return at_ >= bytes_.size(); }
    unsigned next() { return over() ? 0 : bytes_[at_++]; }

private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

/// What is not as it must be: the first that was.
class Verdict {
public:
    void need(bool holds, const std::string& what) { if (!holds && wrong_.empty()) wrong_ = what; }
    const std::string& wrong() const { return wrong_; }

private:
    std::string wrong_;
};

/// A user of TLS. It remembers what it was told.
class User final : public Protocol {
public:
    User(std::string name, Verdict& verdict, int& alive) : name_(std::move(name)), verdict_(verdict), alive_(alive) { ++alive_; }
    ~User() override { --alive_; }

    void connection_made(Transport&) override {
        need(!made && !lost, "made");
        made = true;
    }
    void data_received(std::string_view bytes) override {
        need(made && !ended && !lost, "given data");
        need(!bytes.empty(), "given no data");
        got += bytes;
    }
    bool eof_received() override {
        need(made && !ended && !lost, "told of the end");
        ended = true;
        return false;
    }
    void connection_lost(std::exception_ptr) override {
        need(made && !lost, "told of the loss");
        lost = true;
    }
    void pause_writing() override {
        need(made && !full && !lost, "told to pause");
        full = true;
    }
    void resume_writing() override {
        need(full && !lost, "told to go on");
        full = false;
    }

    bool made = false, ended = false, lost = false, full = false;
    std::string got;

private:
    void need(bool in_turn, const char* what) { verdict_.need(in_turn, name_ + " was " + what + " out of turn"); }

    const std::string name_;
    Verdict& verdict_;
    int& alive_;
};

/// The transport below one end. What is written to it lies in `sent` until the script has it arrive.
class Wire final : public Transport {
public:
    explicit Wire(Counted<Protocol> above) : above_(std::move(above)) {}

    void write(std::string_view bytes) override {
        if (closing_) return;
        sent += bytes;
        control();
    }
    void close() override { end(nullptr); }
    void abort() override { force_close(nullptr); }
    void force_close(std::exception_ptr error) override {
        sent.clear();
        end(std::move(error));
    }
    bool is_closing() const override { return closing_; }
    std::string repr() const override { return "<Wire>"; }
    void pause_reading() override { paused_ = true; }
    void resume_reading() override { paused_ = false; }
    void set_protocol(Counted<Protocol> protocol) override { above_ = std::move(protocol); }
    Protocol* get_protocol() const override { return above_.get(); }

    bool listens() const { return above_ && !closing_ && !paused_; }
    void connect() { above_->connection_made(*this); }
    void bring(std::string_view bytes) { Counted<Protocol>(above_)->data_received(bytes); }
    /// The other end sends no more.
    void bring_end() {
        if (!Counted<Protocol>(above_)->eof_received()) close();
    }
    /// As much as the other end has taken.
    std::string take(std::size_t count) {
        std::string bytes = sent.substr(0, count);
        sent.erase(0, count);
        control();
        return bytes;
    }

    std::string sent;
    bool said_end = false;   // the other end knows

private:
    static constexpr std::size_t much = 64 * 1024, little = 16 * 1024;

    void control() {
        if (!above_ || held_ == (sent.size() > (held_ ? little : much))) return;
        held_ = !held_;
        held_ ? above_->pause_writing() : above_->resume_writing();
    }
    void end(std::exception_ptr error) {
        if (std::exchange(closing_, true)) return;
        get_running_loop().call_soon([self = Counted<Wire>(this), error] {
            const Counted<Protocol> told = std::exchange(self->above_, nullptr);
            if (told) told->connection_lost(error);
        });
    }

    Counted<Protocol> above_;
    bool paused_ = false, closing_ = false, held_ = false;
};

class Play {
public:
    Play(Script script, Verdict& verdict, int& alive) : script_(script), verdict_(verdict), alive_(alive) {}

    Coroutine<> run(const SSLContext& server, const SSLContext& client) {
        get_running_loop().set_exception_handler([this](Loop&, const ErrorContext& told) {
            verdict_.need(false, "reported: " + told.message + ", " + asyncio::repr(told.exception));
        });
        ends_[0] = make_end("client", client, SSLSettings::Role::client);
        ends_[1] = make_end("server", server, SSLSettings::Role::server);
        for (End& end : ends_) end.below->connect();
        while (!script_.over()) {
            co_await act();
            check();
        }
        if (honest_) co_await finish_in_order();
        co_await end();
    }

private:
    struct End {
        Counted<User> user;
        Counted<SSLTransport> transport;
        Counted<Wire> below;
        Future<void> ready;
        std::string wrote;
    };

    End make_end(const char* name, const SSLContext& context, SSLSettings::Role role) {
        End end;
        end.user = Counted<User>(new User(name, verdict_, alive_));
        end.ready = get_running_loop().create_future();
        SSLSettings settings{.ssl = context, .role = role};
        if (role == SSLSettings::Role::client) settings.server_hostname = "localhost";
        end.transport = SSLTransport::make(get_running_loop(), end.user, settings, end.ready, true);
        end.below = Counted<Wire>(new Wire(end.transport->wire()));
        return end;
    }

    Coroutine<> act() {
        const unsigned decision = script_.next();
        End &one = ends_[decision % 2], &other = ends_[1 - decision % 2];
        switch (decision / 2 % 14) {
        case 0: case 1: case 2: carry(one, other, 1 + script_.next() * 5); break;
        case 3: case 4: carry_all(); break;
        case 5: case 6: write(one, 1 + script_.next() * script_.next()); break;
        case 7: if (one.user->made) one.transport->pause_reading(); break;   // before, nobody has it
        case 8: if (one.user->made) one.transport->resume_reading(); break;
        case 9: co_await sleep(30.0 * (script_.next() % 4)); break;   // its timeouts are 30 and 60 seconds
        case 10: if (one.user->made) one.transport->set_write_buffer_limits(script_.next() * 16); break;
        case 11: close(one, decision & 0x80); break;
        case 12: tamper(one); break;
        case 13: cut(one, other); break;
        }
        if (script_.next() % 2 == 0) co_await sleep(0);
    }

    void write(End& end, std::size_t count) {
        if (!end.user->made || closing_) return;
        std::string bytes(count, ' ');
        for (char& c : bytes) c = static_cast<char>('a' + written_++ % 23);
        end.wrote += bytes;
        end.transport->write(bytes);
    }

    void close(End& end, bool at_once) {
        if (at_once) honest_ = false;
        if (!end.user->made) honest_ = false;   // in the handshake that is an abort
        closing_ = true;
        at_once ? end.transport->abort() : end.transport->close();
    }

    void carry(End& from, End& to, std::size_t count) {
        if (!to.below->listens()) return;
        if (!from.below->sent.empty()) to.below->bring(from.below->take(count));
        else if (from.below->is_closing() && !std::exchange(from.below->said_end, true)) to.below->bring_end();
    }
    void carry_all() {
        for (const bool back : {false, true}) carry(ends_[back], ends_[!back], std::string::npos);
    }

    /// Something on the way is changed, is lost, comes twice, or is made up.
    void tamper(End& end) {
        std::string& bytes = end.below->sent;
        honest_ = false;
        const std::size_t at = bytes.empty() ? 0 : script_.next() * 251 % bytes.size();
        switch (script_.next() % 4) {
        case 0: if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 + script_.next())); break;
        case 1: bytes.erase(at, 1 + script_.next()); break;
        case 2: bytes += bytes.substr(at); break;
        case 3: for (unsigned n = script_.next() % 64; n > 0; --n) bytes.insert(bytes.begin() + static_cast<long>(at), static_cast<char>(script_.next())); break;
        }
    }

    void cut(End& one, End& other) {
        honest_ = false;
        one.below->sent.clear();
        one.below->said_end = true;
        if (other.below->listens()) other.below->bring_end();
    }

    void check() {
        for (const bool back : {false, true})
            verdict_.need(ends_[back].wrote.starts_with(ends_[!back].user->got), "an end was given what the other had not written");
    }

    /// Where nothing was changed or cut off, all arrives, and both ends go in order.
    Coroutine<> finish_in_order() {
        const bool was_closing = closing_;
        for (End& end : ends_) end.transport->resume_reading();
        if (!was_closing) co_await carry_until([this] { return all_there(); });
        if (!was_closing && !late()) verdict_.need(all_there(), "not all has arrived");
        ends_[0].transport->close();
        co_await carry_until([this] { return gone(); });
        if (!late()) verdict_.need(gone(), "the connection does not end");
    }
    bool late() const { return get_running_loop().time() >= 30; }   // a timeout may have struck
    bool all_there() const {
        return ends_[0].user->made && ends_[1].user->made && ends_[0].wrote == ends_[1].user->got &&
               ends_[1].wrote == ends_[0].user->got;
    }
    bool gone() const {   // who was not told of the connection is not told of its loss
        return std::ranges::all_of(ends_, [](const End& end) { return end.below->is_closing() && end.user->lost == end.user->made; });
    }

    template <class Reached>
    Coroutine<> carry_until(Reached reached) {
        for (int turns = 0; turns < 3000 && !reached(); ++turns) {
            carry_all();
            co_await sleep(0);
        }
    }

    Coroutine<> end() {
        for (End& end : ends_) end.transport->abort();
        co_await sleep(0);
        for (End& end : ends_) end.below->abort();
        co_await sleep(0);
        co_await sleep(0);
        co_await sleep(0);
        check();
        for (End& end : ends_) {
            verdict_.need(end.user->made == end.user->lost, "an end was not told of the loss");
            verdict_.need(end.ready.done(), "nobody was told how the handshake went");
            if (end.ready.done()) end.ready.exception();
            end = {};
        }
        co_await sleep(0);
    }

    Script script_;
    Verdict& verdict_;
    int& alive_;
    std::array<End, 2> ends_;
    std::size_t written_ = 0;
    bool honest_ = true;     // so far the wire has changed nothing, and nobody aborted
    bool closing_ = false;   // somebody has closed: what is written from now on may be lost
};

}  // namespace

std::string play_tls(std::span<const std::uint8_t> script, const SSLContext& server, const SSLContext& client) {
    Verdict verdict;
    int alive = 0;
    Program program(Clock::virtual_time);
    program.set_error_output([](std::string_view) {});   // TLS tells there of writes after the end
    program.run([&] {
        Play play{Script(script), verdict, alive};
        asyncio::run(play.run(server, client));
    });
    verdict.need(alive == 0, "an end was left");
    return verdict.wrong();
}
