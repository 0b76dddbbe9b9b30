using System.Runtime.InteropServices;
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
        using (PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            // Ctrl+C in the terminal of the front end reaches its kernels too.
            signal.Cancel = true;
            kernel.Interrupt();
        }))
        {
            FrontEndWatch.Start(kernel.Stop);
            kernel.Run();
        }

        return 0;
    default:
        Console.Error.WriteLine("Usage: CSharpKernel <connection-file>. Jupyter front ends write that file and start the kernel with it.");
        return 2;
}
