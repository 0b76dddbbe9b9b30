using CSharpKernel.Handlers;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;

if (args is not [string connectionFile])
{
    Console.Error.WriteLine("Usage: CSharpKernel <connection-file>. Jupyter front ends write that file and start the kernel with it.");
    return 2;
}

await using var session = new ScriptSession();
using var kernel = new KernelServer(ConnectionFile.Read(connectionFile), session);
kernel.Run();
return 0;
