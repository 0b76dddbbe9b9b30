using System.Runtime;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(Course.Tests.StoppableCode))]

namespace Course.Tests;

/// <summary>Stops the endless loops of these tests as the kernel would, which compiles them with stop points: here the compiler has put none, so the runtime aborts them.</summary>
public sealed class StoppableCode : ITestPipelineStartup
{
    public ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        AppContext.SetData(Watched.RunStoppableName, (Action<Action, CancellationToken>)ControlledExecution.Run);
        return default;
    }

    public ValueTask StopAsync() => default;
}
