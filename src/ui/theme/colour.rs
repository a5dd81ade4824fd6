//! Finds the nearest colour that a terminal has.
//!
//! Distances are those of Oklab (<https://bottosson.github.io/posts/oklab/>), which is perceptually uniform.

use ratatui::style::Color;

/// The first of the 256 colours that is the same in every terminal: those before it are configurable.
const FIRST: u8 = 16;
const FIRST_GREY: u8 = 232;
/// The steps of the colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
/// Colours with a lower chroma look grey.
const MAX_GREY_CHROMA: f32 = 0.04;

/// Lightness, green to red, blue to yellow.
type Oklab = [f32; 3];

/// The colours of xterm from 16 on.
#[derive(Debug)]
pub(super) struct Palette(Vec<(u8, Oklab)>);

impl Palette {
    pub(super) fn new() -> Self {
        Self((FIRST..=u8::MAX).map(|index| (index, oklab(of_index(index)))).collect())
    }

    /// The colour of the palette closest to a true colour; other colours are returned as they are.
    pub(super) fn nearest(&self, colour: Color) -> Color {
        let Color::Rgb(red, green, blue) = colour else { return colour };
        let wanted = oklab([red, green, blue]);
        let nearest = self
            .0
            .iter()
            .min_by(|(_, one), (_, other)| distance(one, &wanted).total_cmp(&distance(other, &wanted)));
        nearest.map_or(colour, |(index, _)| Color::Indexed(*index))
    }
}

/// The closest of the 16 named colours: greys by lightness, others by hue. Terminals differ in how these
/// look.
pub(super) fn named(colour: Color) -> Color {
    let [lightness, a, b] = match colour {
        Color::Rgb(red, green, blue) => oklab([red, green, blue]),
        Color::Indexed(index) if index >= FIRST => oklab(of_index(index)),
        Color::Indexed(index) => return NAMED.get(usize::from(index)).copied().unwrap_or(colour),
        other => return other,
    };
    if a.hypot(b) < MAX_GREY_CHROMA {
        return match lightness {
            ..0.3 => Color::Black,
            0.3..0.65 => Color::DarkGray,
            0.65..0.92 => Color::Gray,
            _ => Color::White,
        };
    }
    let (dark, bright) = match b.atan2(a).to_degrees() {
        -15.0..60.0 => (Color::Red, Color::LightRed),
        60.0..115.0 => (Color::Yellow, Color::LightYellow),
        115.0..170.0 => (Color::Green, Color::LightGreen),
        -75.0..-15.0 => (Color::Magenta, Color::LightMagenta),
        -140.0..-75.0 => (Color::Blue, Color::LightBlue),
        _ => (Color::Cyan, Color::LightCyan),
    };
    if lightness < 0.6 { dark } else { bright }
}

/// The named colours in the order of their codes: the dark ones, then the bright ones.
pub(super) const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Red, green and blue of a colour of the palette.
fn of_index(index: u8) -> [u8; 3] {
    if index >= FIRST_GREY {
        return [index.saturating_sub(FIRST_GREY).saturating_mul(10).saturating_add(8); 3];
    }
    let cell = index.saturating_sub(FIRST);
    let step = |at: u8| STEPS.get(usize::from(at % 6)).copied().unwrap_or_default();
    [step(cell / 36), step(cell / 6), step(cell)]
}

fn distance(one: &Oklab, other: &Oklab) -> f32 {
    one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum()
}

fn oklab(rgb: [u8; 3]) -> Oklab {
    let [red, green, blue] = rgb.map(linear);
    let long = (0.412_221_47 * red + 0.536_332_54 * green + 0.051_445_995 * blue).cbrt();
    let medium = (0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue).cbrt();
    let short = (0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue).cbrt();
    [
        0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
        1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
        0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
    ]
}

/// The linear light of an sRGB channel, 0 to 1.
fn linear(channel: u8) -> f32 {
    let channel = f32::from(channel) / 255.0;
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_the_palette_are_found_in_it() {
        let palette = Palette::new();
        for index in FIRST..=u8::MAX {
            let [red, green, blue] = of_index(index);
            let Color::Indexed(found) = palette.nearest(Color::Rgb(red, green, blue)) else { panic!() };
            assert_eq!(of_index(found), of_index(index));
        }
    }

    #[test]
    fn the_nearest_colour_is_near_and_not_configurable() {
        let palette = Palette::new();
        for (rgb, index) in [
            ((0, 0, 0), 16),
            ((255, 255, 255), 231),
            ((254, 1, 2), 196),
            ((0x8a, 0x8a, 0x8b), 245),
            ((0x87, 0xae, 0xff), 111),
            ((0x12, 0x12, 0x12), 233),
        ] {
            assert_eq!(palette.nearest(Color::Rgb(rgb.0, rgb.1, rgb.2)), Color::Indexed(index), "{rgb:?}");
        }
        for own in [Color::Reset, Color::Indexed(3), Color::LightRed] {
            assert_eq!(palette.nearest(own), own);
        }
    }

    #[test]
    fn a_colour_is_named_by_its_hue_a_grey_by_its_lightness() {
        for (colour, name) in [
            (Color::Rgb(200, 30, 30), Color::Red),
            (Color::Rgb(255, 120, 110), Color::LightRed),
            (Color::Rgb(240, 150, 40), Color::LightYellow),
            (Color::Rgb(120, 80, 0), Color::Yellow),
            (Color::Rgb(10, 100, 40), Color::Green),
            (Color::Rgb(120, 255, 150), Color::LightGreen),
            (Color::Rgb(90, 220, 230), Color::LightCyan),
            (Color::Rgb(10, 80, 190), Color::Blue),
            (Color::Rgb(140, 180, 255), Color::LightBlue),
            (Color::Rgb(150, 30, 150), Color::Magenta),
            (Color::Rgb(0, 0, 0), Color::Black),
            (Color::Rgb(90, 92, 95), Color::DarkGray),
            (Color::Rgb(170, 174, 180), Color::Gray),
            (Color::Rgb(255, 255, 255), Color::White),
            (Color::Indexed(245), Color::DarkGray),
            (Color::Indexed(203), Color::LightRed),
            (Color::Indexed(9), Color::LightRed),
            (Color::Reset, Color::Reset),
        ] {
            assert_eq!(named(colour), name, "{colour:?}");
        }
    }
}
