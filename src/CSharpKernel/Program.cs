using CSharpKernel.Handlers;
using CSharpKernel.Protocol;
using CSharpKernel.Workers;

switch (args)
{
    case [WorkerServer.Argument, string calls, string answers]:
        WorkerServer.Run(calls, answers);
        return 0;
    case [string connectionFile]:
        await using (var session = new WorkerSession())
        using (var kernel = new KernelServer(ConnectionFile.Read(connectionFile), session))
            kernel.Run();
        return 0;
    default:
        Console.Error.WriteLine("Usage: CSharpKernel <connection-file>. Jupyter front ends write that file and start the kernel with it.");
        return 2;
}
