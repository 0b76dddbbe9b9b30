using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using CSharpKernel.Scripting;

namespace CSharpKernel.Workers;

/// <summary>The worker's side of the pipe: carries out the kernel's calls on a session in this process, and ends with the kernel.</summary>
internal sealed class WorkerServer(MessagePipe pipe, ISession session)
{
    /// <summary>The program's first argument when it is started as a worker; the two pipes follow.</summary>
    public const string Argument = "--worker";

    private static readonly TimeSpan _graceAtEnd = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<long, WorkerCall> _calls = new();

    /// <summary>Runs a worker until its kernel is gone. Does not return: the learner's threads must not keep the process alive.</summary>
    /// <param name="calls">The handle of the pipe that brings the calls.</param>
    /// <param name="answers">The handle of the pipe that takes the answers.</param>
    public static void Run(string calls, string answers)
    {
        var session = Task.Run(() => new ScriptSession());   // its warm-up begins while the pipes are opened
        WorkerEnvironment.Settle(calls, answers);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);   // the kernel's business
        using var pipe = new MessagePipe(new AnonymousPipeClientStream(PipeDirection.In, calls), new AnonymousPipeClientStream(PipeDirection.Out, answers));
        pipe.Send(new WorkerReady());
        new WorkerServer(pipe, session.GetAwaiter().GetResult()).Serve();
        End(session.Result);
    }

    /// <summary>Answers calls until the kernel says stop, or is gone.</summary>
    public void Serve()
    {
        while (pipe.Receive() is { } message and not StopCall)
        {
            switch (message)
            {
                case CancelCall:
                    if (_calls.TryGetValue(message.Id, out WorkerCall? running)) running.Cancel();
                    break;
                case InputAnswer answer:
                    if (_calls.TryGetValue(message.Id, out WorkerCall? asking)) asking.Answer(answer.Line);
                    break;
                default:
                    var call = new WorkerCall(pipe, message.Id);
                    _calls[message.Id] = call;
                    _ = Task.Run(() => CarryOut(message, call));
                    break;
            }
        }
    }

    private async Task CarryOut(WorkerMessage message, WorkerCall call)
    {
        WorkerMessage answer;
        try
        {
            answer = await Answer(message, call);
        }
        catch (Exception error)
        {
            answer = new CallFailed(message.Id, error.GetType().FullName!, error.Message);
        }

        _calls.TryRemove(message.Id, out _);
        call.Dispose();
        pipe.Send(answer);
    }

    private async Task<WorkerMessage> Answer(WorkerMessage message, WorkerCall call)
    {
        switch (message)
        {
            case ExecuteCall execute:
                return new ExecuteResult(message.Id, await session.ExecuteAsync(execute.Cell, call, call.Interrupt));
            case CommCall comm:
                await session.CommAsync(comm.MessageType, comm.Content, call, call.Interrupt);
                return new CommResult(message.Id);
            case CompleteCall complete:
                return new CompleteResult(message.Id, await session.CompleteAsync(complete.Code, complete.Cursor, call.Interrupt));
            case InspectCall inspect:
                return new InspectResult(message.Id, await session.InspectAsync(inspect.Code, inspect.Cursor, inspect.Detail, call.Interrupt));
            case IsCompleteCall isComplete:
                return new IsCompleteResult(message.Id, await session.IsCompleteAsync(isComplete.Code));
            default:
                throw new NotSupportedException($"A worker cannot carry out {message.GetType().Name}.");
        }
    }

    // A cell may still run, and its code may hold up an orderly end: then the process is ended from outside, by itself.
    private static void End(ScriptSession session)
    {
        Task.Run(async () => await session.DisposeAsync()).Wait(_graceAtEnd);
        using Process self = Process.GetCurrentProcess();
        self.Kill();
    }
}
