//! Colours as light, as seen by the eye and by an eye without one kind of cones.

use ratatui::style::Color;

/// Light: red, green and blue, linear, 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Light([f64; 3]);

#[derive(Debug, Clone, Copy)]
pub(crate) enum Eye {
    /// Without red-sensitive cones.
    Protanopia,
    /// Without green-sensitive cones.
    Deuteranopia,
}

impl Eye {
    pub(crate) const ALL: [Self; 2] = [Self::Protanopia, Self::Deuteranopia];

    /// Machado, Oliveira and Fernandes, 2009, severity 1.0.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        }
    }
}

impl Light {
    pub(crate) fn of(colour: Color) -> Self {
        let [red, green, blue] = match colour {
            Color::Rgb(red, green, blue) => [red, green, blue],
            Color::Indexed(index @ 16..=231) => {
                let cell = usize::from(index - 16);
                let steps = [0, 95, 135, 175, 215, 255];
                [steps[cell / 36], steps[cell / 6 % 6], steps[cell % 6]]
            }
            Color::Indexed(index @ 232..) => [8 + (index - 232) * 10; 3],
            other => panic!("{other:?} is a colour that only the terminal knows"),
        };
        let linear = |channel: u8| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        Self([linear(red), linear(green), linear(blue)])
    }

    pub(crate) fn seen_by(self, eye: Eye) -> Self {
        let seen = eye.matrix().map(|row| row.iter().zip(self.0).map(|(share, light)| share * light).sum());
        Self(seen.map(|light: f64| light.clamp(0.0, 1.0)))
    }

    fn luminance(self) -> f64 {
        0.2126 * self.0[0] + 0.7152 * self.0[1] + 0.0722 * self.0[2]
    }

    /// The contrast of WCAG 2, 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        (one / other).max(other / one)
    }

    /// How different they look: the distance in Oklab, about 1 between black and white.
    pub(crate) fn distance(self, other: Self) -> f64 {
        let (one, other) = (self.oklab(), other.oklab());
        one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
    }

    fn oklab(self) -> [f64; 3] {
        let [red, green, blue] = self.0;
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        [
            0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
            0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
        ]
    }
}

#[test]
fn measures_agree_with_known_values() {
    let light = |colour| Light::of(Color::from_u32(colour));
    let near = |one: f64, other: f64| assert!((one - other).abs() < 0.01, "{one} {other}");
    // The examples of WCAG: black on white, the lightest grey that passes, pure red.
    near(light(0).contrast(light(0x00ff_ffff)), 21.0);
    near(light(0x0076_7676).contrast(light(0x00ff_ffff)), 4.54);
    near(light(0x00ff_0000).contrast(light(0x00ff_ffff)), 4.00);
    near(light(0).distance(light(0x00ff_ffff)), 1.0);
    near(Light::of(Color::Indexed(245)).contrast(light(0x008a_8a8a)), 1.0);
    near(Light::of(Color::Indexed(111)).distance(light(0x0087_afff)), 0.0);
    for eye in Eye::ALL {
        // Greys stay; a red and a green of the same lightness become hard to distinguish.
        near(light(0x0080_8080).seen_by(eye).distance(light(0x0080_8080)), 0.0);
        let (red, green) = (light(0x00c0_5040), light(0x0070_8030));
        assert!(red.seen_by(eye).distance(green.seen_by(eye)) < red.distance(green) / 2.0);
    }
}
