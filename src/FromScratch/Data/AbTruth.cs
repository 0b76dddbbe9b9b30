namespace FromScratch.Data;

/// <summary>What an A/B test was made from.</summary>
/// <param name="Lift">How much the treatment adds to a user's chance of a click.</param>
/// <param name="ShareTreated">The probability with which a user came into the treatment's arm; ½ where the assignment works.</param>
/// <param name="ShouldShip">Whether shipping is right: the lift is above 0.</param>
public sealed record AbTruth(double Lift, double ShareTreated, bool ShouldShip);
