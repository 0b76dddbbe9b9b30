namespace TorchParity;

public sealed class OperationTests
{
    public static TheoryData<string> Names => [.. OperationCases<double>.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void In_double_values_and_gradients_are_libtorchs(string name) => OperationCases<double>.All[name].Check(name, 1e-11);

    [Theory]
    [MemberData(nameof(Names))]
    public void In_float_values_and_gradients_are_libtorchs(string name) => OperationCases<float>.All[name].Check(name, 1e-5);
}
