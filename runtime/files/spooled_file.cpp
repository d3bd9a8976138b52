#include "spooled_file.hpp"

#include "file_job.hpp"
#include "spooled_stream.hpp"

namespace asyncio::files {
namespace {

using Shared = std::shared_ptr<OpenFile>;

SpooledStream& spooled(OpenFile& file) { return static_cast<SpooledStream&>(*file.stream); }

/// Whether a call can be done on the spot: in memory, and by nobody else's leave.
bool in_memory(OpenFile& file) { return !spooled(file).rolled() && file.turns.nobody(); }

template <class F>
struct Spot {
    Shared file;
    const char* name;
    F function;
};

template <class F>
auto on_the_spot(Spot<F> call) -> Coroutine<std::invoke_result_t<F&, OpenFile&>> {
    if (in_memory(*call.file)) co_return call.function(*call.file);
    co_return co_await on_file(call.file, call.name, Length::any, std::move(call.function));
}

/// A call that is a job only on the disk.
template <class F>
auto where_it_is(Shared file, const char* name, F function) {
    return on_the_spot(Spot<F>{std::move(file), name, std::move(function)}).as(name);
}

Coroutine<> roll(Shared file) {
    return on_file(std::move(file), "rollover", Length::any, [](OpenFile& f) { spooled(f).rollover(); });
}

/// Writes, and moves to the disk what has become too large.
template <class F>
auto grow(Spot<F> call) -> Coroutine<std::invoke_result_t<F&, OpenFile&>> {
    if (!in_memory(*call.file)) co_return co_await on_file(call.file, call.name, Length::any, std::move(call.function));
    auto result = call.function(*call.file);
    if (spooled(*call.file).too_large()) co_await roll(call.file);
    co_return result;
}

Coroutine<> without_result(Coroutine<None> coroutine) { co_await coroutine; }

Coroutine<SpooledFile> make_in_executor(std::int64_t max_size, std::string mode, tempfile::TemporaryOptions options) {
    co_return SpooledFile(co_await in_executor("SpooledTemporaryFile", [=] {
        return std::make_shared<OpenFile>(std::make_unique<SpooledStream>(max_size, mode, options));
    }));
}

}  // namespace

SpooledFile::SpooledFile(Shared file) : file_(std::move(file)), stream_(&spooled(*file_)) {}

Coroutine<std::string> SpooledFile::read(std::int64_t size) const {
    return where_it_is(file_, "read", [size](OpenFile& f) { return f.stream->read(size); });
}
Coroutine<std::string> SpooledFile::readline(std::int64_t limit) const {
    return where_it_is(file_, "readline", [limit](OpenFile& f) { return f.stream->readline(limit); });
}
Coroutine<std::vector<std::string>> SpooledFile::readlines(std::int64_t hint) const {
    return where_it_is(file_, "readlines", [hint](OpenFile& f) { return f.stream->readlines(hint); });
}

Coroutine<std::size_t> SpooledFile::write(std::string data) const {
    const auto write = [data = std::move(data)](OpenFile& f) { return f.stream->write(data); };
    return grow(Spot<decltype(write)>{file_, "write", write}).as("write");
}
Coroutine<> SpooledFile::writelines(std::vector<std::string> lines) const {
    const auto write = [lines = std::move(lines)](OpenFile& f) { return f.stream->writelines(lines), None(); };
    return without_result(grow(Spot<decltype(write)>{file_, "writelines", write})).as("writelines");
}

Coroutine<> SpooledFile::flush() const {
    return without_result(where_it_is(file_, "flush", [](OpenFile& f) { return f.stream->flush(), None(); })).as("flush");
}
Coroutine<std::int64_t> SpooledFile::seek(std::int64_t offset, int whence) const {
    return where_it_is(file_, "seek", [=](OpenFile& f) { return f.stream->seek(offset, whence); });
}
Coroutine<std::int64_t> SpooledFile::tell() const {
    return where_it_is(file_, "tell", [](OpenFile& f) { return f.stream->tell(); });
}
Coroutine<std::int64_t> SpooledFile::truncate(std::optional<std::int64_t> size) const {
    return where_it_is(file_, "truncate", [size](OpenFile& f) { return f.stream->truncate(size); });
}
Coroutine<bool> SpooledFile::isatty() const {
    return where_it_is(file_, "isatty", [](OpenFile& f) { return f.stream->isatty(); });
}
Coroutine<> SpooledFile::close() const {
    return without_result(where_it_is(file_, "close", [](OpenFile& f) { return f.close(), None(); })).as("close");
}

Coroutine<> SpooledFile::rollover() const { return roll(file_); }

Coroutine<int> SpooledFile::fileno() const {
    return on_file(file_, "fileno", Length::any, [](OpenFile& f) {
        spooled(f).rollover();
        return f.stream->fileno();
    });
}

bool SpooledFile::closed() const { return stream_->closed(); }
std::string SpooledFile::name() const { return stream_->name(); }
std::string SpooledFile::mode() const { return stream_->mode(); }

Coroutine<SpooledFile> SpooledOpening::operator co_await() const {
    return make_in_executor(max_size_, mode_, options_).as("SpooledTemporaryFile");
}
Coroutine<> SpooledOpening::enter() { SpooledFile::operator=(co_await operator co_await()); }
Coroutine<bool> SpooledOpening::exit(std::exception_ptr) {
    co_await close();
    co_return false;
}

SpooledOpening tempfile::SpooledTemporaryFile(std::int64_t max_size, std::string mode, TemporaryOptions options) {
    return {max_size, std::move(mode), std::move(options)};
}

}  // namespace asyncio::files
