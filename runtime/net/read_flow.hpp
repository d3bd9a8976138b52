#pragma once

namespace asyncio {

/// Where a reader's bytes come from: it can be told to hold back. Python: what StreamReader asks of its transport
class ReadFlow {
public:
    virtual void pause_reading() = 0;
    virtual void resume_reading() = 0;
    /// Who holds it back wants to know when it is gone: `*place` becomes nullptr then.
    void known_at(ReadFlow** place) { place_ = place; }

protected:
    ~ReadFlow() { if (place_) *place_ = nullptr; }

private:
    ReadFlow** place_ = nullptr;
};

}  // namespace asyncio
