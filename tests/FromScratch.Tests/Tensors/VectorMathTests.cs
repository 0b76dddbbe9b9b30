using FromScratch.Probability;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Tensors;

/// <summary>The float functions of vectors against the same in double, and at the ends of what they are given.</summary>
public sealed class VectorMathTests
{
    private static readonly float[] s_grid = [.. Enumerable.Range(-4000, 8001).Select(i => i / 100f), .. Enumerable.Range(-500, 1001).Select(i => i / 1e4f), 1e-30f, -1e-30f, 0, -0f];

    private static void Close(string name, Func<Tensor<float>, Tensor<float>> ours, Func<double, double> exact, double units)
    {
        float[] y = ours(Tensor<float>.Of(s_grid, [s_grid.Length])).ToArray();
        for (int i = 0; i < y.Length; i++)
        {
            double wanted = exact(s_grid[i]), unit = Math.Max(Math.Abs(wanted), 1.17549435e-38) * Math.Pow(2, -23);
            Assert.True(Math.Abs(y[i] - wanted) <= units * unit, $"{name}({s_grid[i]:R}) = {y[i]:R}, exactly {wanted:R}");
        }
    }

    [Fact]
    public void Float_functions_are_right_to_a_few_units_in_the_last_place()
    {
        Close("exp", x => x.Exp(), Math.Exp, 2);
        Close("tanh", x => x.Tanh(), Math.Tanh, 3);
        Close("sigmoid", x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x)), 4);
        Close("erf", x => x.Erf(), SpecialFunctions.Erf, 2);
    }

    [Fact]
    public void NaN_stays_NaN_and_infinities_have_their_limits()
    {
        float[] ends = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -200, 200];
        Tensor<float> x = Tensor<float>.Of([.. Enumerable.Range(0, 23).Select(i => ends[i % 5])], [23]);   // whole vectors and a part of one
        void Check(Tensor<float> y, params float[] wanted) => Assert.Equal([.. Enumerable.Range(0, 23).Select(i => wanted[i % 5])], y.ToArray());
        Check(x.Exp(), float.NaN, 0, float.PositiveInfinity, 0, float.PositiveInfinity);
        Check(x.Tanh(), float.NaN, -1, 1, -1, 1);
        Check(x.Sigmoid(), float.NaN, 0, 1, 0, 1);
        Check(x.Erf(), float.NaN, -1, 1, -1, 1);
        Check(x.Relu(), float.NaN, 0, float.PositiveInfinity, 0, 200);
        Check(x.Softplus(), float.NaN, 0, float.PositiveInfinity, 0, 200);
        Assert.All(x.Gelu().ToArray().Where((_, i) => i % 5 == 0), y => Assert.True(float.IsNaN(y)));
    }

    [Fact]
    public void Tiny_exponentials_fade_out_instead_of_breaking_off() =>
        Assert.All(Enumerable.Range(88, 15), x => Assert.InRange(Tensor<float>.Full(-x, 9).Exp()[3], (float)(Math.Exp(-x) * 0.99 - 1.5e-45), (float)(Math.Exp(-x) * 1.01 + 1.5e-45)));

    [Fact]
    public void A_row_with_NaN_or_infinity_has_a_softmax_of_NaN_and_one_of_minus_infinities_of_zeros()
    {
        Tensor<float> x = Tensor<float>.Zeros(4, 37);
        (x[0, 20], x[1, 36]) = (float.NaN, float.PositiveInfinity);
        x.Narrow(0, 2, 1).Fill(float.NegativeInfinity);
        x[2, 3] = 5;
        float[] y = x.Softmax().ToArray();
        Assert.All(y[..74], value => Assert.True(float.IsNaN(value)));
        Assert.Equal(1, y[74 + 3]);
        Assert.Equal(1, y[74..111].Sum());
        Assert.Equal(1, y[111..].Sum(), 1e-5f);
    }
}
