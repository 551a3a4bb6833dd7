"""Is it more than chance: what is usual, and the tests.

The spike model is two significance tests, each in a file of its name:

- `share_model`: of the people who write, is the share that mentions a key larger than language and past explain? Its parts
  are `share_decision` (which keys rise), `share_past` (what is known from before), `share_windows`, `share_keys`,
  `share_config` and `share_kernel` (compiled); `share_adapter` gives it River's surface.
- `volume_model`: do more people write about the brand than its closed hours explain? What these say is `volume_hours`, the
  parameters are `volume_config`.

People are counted in `detectors.windows`; what rises is a `rise.Spike`, and `rise.level_of` says how sure an alert must be.
"""
