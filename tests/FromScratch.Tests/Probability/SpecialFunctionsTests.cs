using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

/// <summary>Numbers from power series in decimal arithmetic with 60 to 260 digits, cut to 20.</summary>
public sealed class SpecialFunctionsTests
{
    [Theory]
    [InlineData(0.5, 5.7236494292470008707e-1)]
    [InlineData(1e-10, 2.3025850929882735237e+1)]
    [InlineData(0.001, 6.9071788853838536617)]
    [InlineData(0.9999, 5.7729791561193862808e-5)]
    [InlineData(1.0001, -5.7713342220471268005e-5)]
    [InlineData(1.5, -1.2078223763524522235e-1)]
    [InlineData(1.999999, -4.2278401259658537019e-7)]
    [InlineData(2.00001, 4.2278755976483595969e-6)]
    [InlineData(2.4999, 2.8461255726068263571e-1)]
    [InlineData(2.6, 3.5741186354897983677e-1)]
    [InlineData(3.7, 1.4280723266653881292)]
    [InlineData(7.25, 7.0521854507385394449)]
    [InlineData(9.99, 1.2779315214350193360e+1)]
    [InlineData(10, 1.2801827480081469611e+1)]
    [InlineData(33.3, 8.2603723581654943008e+1)]
    [InlineData(171.5, 7.0914316303092824227e+2)]
    [InlineData(1e6, 1.2815504569147611660e+7)]
    [InlineData(1e10, 2.2025850928881058147e+11)]
    public void Log_gamma_keeps_its_digits_also_beside_its_zeros(double x, double expected) => Relative.Close(expected, SpecialFunctions.LogGamma(x), 2e-15);

    [Fact]
    public void Log_gamma_is_zero_at_1_and_2_and_refuses_poles()
    {
        Assert.Equal(0, SpecialFunctions.LogGamma(1));
        Assert.Equal(0, SpecialFunctions.LogGamma(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.LogGamma(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.LogGamma(double.NaN));
    }

    [Theory]
    [InlineData(2.5, 3.36, 7.5768913960368560906e-1, 2.4231086039631439094e-1)]
    [InlineData(0.5, 0.1, 3.4527915398142297956e-1, 6.5472084601857702044e-1)]
    [InlineData(0.5, 8.0, 9.9993665751633376016e-1, 6.3342483666239842508e-5)]
    [InlineData(30.0, 20.0, 2.1818217525557391559e-2, 9.7818178247444260844e-1)]
    [InlineData(100.0, 130.0, 9.9724959163269347372e-1, 2.7504083673065262770e-3)]
    [InlineData(10.0, 1.0, 1.1142547833872067735e-7, 9.9999988857452166128e-1)]
    [InlineData(5.0, 5.9, 7.0133521323838041176e-1, 2.9866478676161958824e-1)]
    [InlineData(5.0, 6.1, 7.2810573468104531792e-1, 2.7189426531895468208e-1)]
    [InlineData(10000.0, 10200.0, 9.7671267786640119605e-1, 2.3287322133598803947e-2)]
    [InlineData(10000.0, 9700.0, 1.2341755844684919966e-3, 9.9876582441553150800e-1)]
    [InlineData(0.01, 0.5, 9.9437324380603281585e-1, 5.6267561939671841470e-3)]
    [InlineData(1000000.0, 1001000.0, 8.4134478636834029163e-1, 1.5865521363165970837e-1)]
    [InlineData(3.5, 90.0, 1.0, 1.9481508472091677688e-35)]
    [InlineData(2.0, 200.0, 1.0, 2.7816320187408424366e-85)]
    public void Both_parts_of_the_incomplete_gamma_function_keep_their_digits(double a, double x, double lower, double upper)
    {
        Relative.Close(lower, SpecialFunctions.GammaP(a, x), 2e-14);
        Relative.Close(upper, SpecialFunctions.GammaQ(a, x), 2e-13);
    }

    [Theory]
    [InlineData(2.0, 3.0, 0.4, 5.2480000000000003837e-1, 4.7519999999999996163e-1)]
    [InlineData(0.5, 0.5, 0.2, 2.9516723530086655719e-1, 7.0483276469913344281e-1)]
    [InlineData(5.0, 0.5, 0.9, 3.1664291502001231250e-1, 6.8335708497998768750e-1)]
    [InlineData(20.0, 30.0, 0.1, 1.5694545999362012912e-8, 9.9999998430545400064e-1)]
    [InlineData(10.0, 2.0, 0.99, 9.9482028250968493009e-1, 5.1797174903150699140e-3)]
    [InlineData(1.5, 4.0, 1e-08, 6.5624998818750010497e-12, 9.9999999999343750012e-1)]
    [InlineData(200.0, 300.0, 0.45, 9.8814634562026288124e-1, 1.1853654379737118755e-2)]
    [InlineData(3.0, 7.0, 0.75, 9.9865722656250000000e-1, 1.3427734375000000000e-3)]
    [InlineData(20.0, 20.0, 0.75, 9.9962635740350964845e-1, 3.7364259649035154610e-4)]
    [InlineData(10000.0, 20000.0, 0.34, 9.9271374801002738334e-1, 7.2862519899726166646e-3)]
    [InlineData(500000.0, 500000.0, 0.499, 2.2750050961631482843e-2, 9.7724994903836851716e-1)]
    [InlineData(0.01, 3.0, 0.2, 9.9508711823131595886e-1, 4.9128817686840411423e-3)]
    public void Both_parts_of_the_incomplete_beta_function_keep_their_digits(double a, double b, double x, double lower, double upper)
    {
        Relative.Close(lower, SpecialFunctions.BetaI(a, b, x), 1e-13);
        Relative.Close(upper, new Beta(a, b).Survival(x), 1e-13);
    }

    [Theory]
    [InlineData(0.01, 1.1283415555849617151e-2, 9.8871658444415038285e-1)]
    [InlineData(0.3, 3.2862675945912741619e-1, 6.7137324054087258381e-1)]
    [InlineData(1.4, 9.5228511976264879640e-1, 4.7714880237351203600e-2)]
    [InlineData(1.6, 9.7634838334464401552e-1, 2.3651616655355984478e-2)]
    [InlineData(2.5, 9.9959304798255504106e-1, 4.0695201744495893956e-4)]
    [InlineData(3.0, 9.9997790950300141456e-1, 2.2090496998585441373e-5)]
    [InlineData(5.0, 9.9999999999846254021e-1, 1.5374597944280348502e-12)]
    [InlineData(10.0, 1.0, 2.0884875837625447570e-45)]
    [InlineData(20.0, 1.0, 5.3958656116079009289e-176)]
    [InlineData(26.0, 1.0, 5.6631924088561428465e-296)]
    public void The_error_function_and_its_complement_keep_their_digits(double x, double erf, double erfc)
    {
        Relative.Close(erf, SpecialFunctions.Erf(x), 1e-15);
        Relative.Close(-erf, SpecialFunctions.Erf(-x), 1e-15);
        Relative.Close(erfc, SpecialFunctions.Erfc(x), 1e-14);
        Relative.Close(1 + erf, SpecialFunctions.Erfc(-x), 1e-15);
    }

    [Fact]
    public void The_error_function_ends_at_1_and_passes_on_what_is_no_number()
    {
        Assert.Equal(0, SpecialFunctions.Erf(0));
        Assert.Equal(1, SpecialFunctions.Erf(double.PositiveInfinity));
        Assert.Equal(0, SpecialFunctions.Erfc(double.PositiveInfinity));
        Assert.Equal(2, SpecialFunctions.Erfc(double.NegativeInfinity));
        Assert.Equal(double.NaN, SpecialFunctions.Erf(double.NaN));
        Assert.Equal(double.NaN, SpecialFunctions.Erfc(double.NaN));
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(-1e-9)]
    [InlineData(0.3)]
    public void Log_and_exp_beside_1_keep_their_digits_and_undo_each_other(double x)
    {
        Relative.Close(x, SpecialFunctions.Expm1(SpecialFunctions.Log1p(x)), 4e-16);
        if (Math.Abs(x) < 1e-8) Relative.Close(x - x * x / 2, SpecialFunctions.Log1p(x), 2e-16);
        if (Math.Abs(x) < 1e-8) Relative.Close(x + x * x / 2, SpecialFunctions.Expm1(x), 2e-16);
    }

    [Fact]
    public void Arguments_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.GammaP(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.GammaQ(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.BetaI(0, 1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.BetaI(1, double.NaN, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.BetaI(1, 1, 1.5));
    }
}
