using CSharpKernel.Protocol;
using CSharpKernel.Transport;

namespace CSharpKernel.Handlers;

/// <summary>A request that waits for its turn.</summary>
/// <param name="Message">What is asked.</param>
/// <param name="Channel">Where it came from and its reply goes.</param>
/// <param name="Arrived">When it came.</param>
internal sealed record Request(Message Message, Channel Channel, DateTimeOffset Arrived);
