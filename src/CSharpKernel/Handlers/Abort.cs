using CSharpKernel.Protocol;

namespace CSharpKernel.Handlers;

/// <summary>Which execute requests fall with a cell that failed: those that were sent before anybody could know of the failure.</summary>
/// <remarks>
/// "Run all" sends its cells in one go, and the last may still be on the way when the first has failed. Such a one is known by the date in its header. Clocks
/// differ between machines, so the date counts for a moment only; after it, a request that arrives is one that was meant.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-results
/// </remarks>
internal sealed class Abort(TimeProvider clock)
{
    private static readonly TimeSpan _underWay = TimeSpan.FromMilliseconds(250);
    private DateTimeOffset _failed = DateTimeOffset.MinValue;

    /// <summary>A cell has failed; its reply is about to be sent.</summary>
    public void Begin() => _failed = clock.GetUtcNow();

    /// <summary>Whether the request is answered with "aborted" instead of being run.</summary>
    public bool Covers(Message request, DateTimeOffset arrived) => request.Type == "execute_request"
        && (arrived <= _failed || (arrived - _failed < _underWay && request.Date is { } sent && sent < _failed));
}
