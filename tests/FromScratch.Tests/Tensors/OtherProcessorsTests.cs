using System.Diagnostics;
using Xunit;

namespace FromScratch.Tests.Tensors;

/// <summary>The kernels' tests once more, in a process that may not use what this processor has: as on machines with shorter vectors, and with none.</summary>
public sealed class OtherProcessorsTests
{
    private static readonly string[] s_kernelTests = ["Tensors.GemmTests", "Tensors.VectorMathTests", "Nn.KernelTests", "Factorizations.FactorizationTests", "Factorizations.TridiagonalEigenTests", "Factorizations.BidiagonalSvdTests", "Factorizations.SecularEquationTests"];

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [InlineData("DOTNET_EnableAVX2", "DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic", "DOTNET_EnableHWIntrinsic")]
    public async Task Kernels_are_right_without(string setting, string olderName)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(OtherProcessorsTests).Assembly.Location);
        foreach (string name in s_kernelTests)
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add($"FromScratch.Tests.{name}");
        }

        (start.Environment[setting], start.Environment[olderName]) = ("0", "0");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{setting}=0:\n{output}\n{await errors}");
    }
}
