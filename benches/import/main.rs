//! `quotatop import` of an exported bill of 1,000,000 lines in any order: time, memory, and the size of the file,
//! beside `sqlite3 .import` of the same file where that program is installed. `cargo bench --bench import` prints it.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench that fails stops, and prints what it measured"
)]

use std::{
    env, fs,
    io::{BufWriter, Write as _},
    ops::ControlFlow,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use quotatop::{
    domain::{
        Site,
        bill::{Import, SaveCounts},
    },
    source::bill_file::{self, BillFile},
    store::{AccountKey, Store},
};

/// Set for the process that imports: the exported file.
const IMPORT: &str = "QUOTATOP_BENCH_IMPORT";
const HEADER: &str = "资源购买账号ID,资源购买账号,账单月份,账单日期,费用类型,产品Code,产品名称,商品Code,商品名称,\
                      资产/资源实例ID,地域,计费项Code,计费项,资源包抵扣量,用量,用量单位,目录价,价格单位,目录总价,\
                      优惠券抵扣金额,优惠金额,节省计划抵扣目录总价,应付金额,代金券抵扣金额,定价币种,主键,优惠后金额";

fn main() {
    if let Some(export) = env::var_os(IMPORT) {
        return import(Path::new(&export));
    }
    let is_bench = env::args().any(|argument| argument == "--bench");
    for lines in if is_bench { [100_000, 1_000_000] } else { [1_000, 10_000] } {
        let folder = tempfile::tempdir().unwrap();
        let export = folder.path().join("bill.csv");
        write(&export, lines);
        // In a process of its own: what writing the export takes does not count.
        let import = Command::new(env::current_exe().unwrap()).env(IMPORT, &export).status().unwrap();
        assert!(import.success());
        let begun = Instant::now();
        let script = [".mode csv".to_owned(), format!(".import {} t", export.display())];
        match Command::new("sqlite3").arg(folder.path().join("sqlite.db")).args(script).status() {
            Ok(status) if status.success() => println!("  sqlite3 .import: {:.2?}", begun.elapsed()),
            _ => println!("  sqlite3 is not installed"),
        }
    }
}

fn import(export: &Path) {
    let folder = export.parent().unwrap();
    let begun = Instant::now();
    let now = "2026-11-29T00:00:00Z".parse().unwrap();
    let watch = &mut |_| ControlFlow::Continue(());
    let mut read = bill_file::read([BillFile::open(export)], now, folder, watch).unwrap();
    let is_read = begun.elapsed();
    let account = AccountKey { profile: "bench".into(), site: Site::China, fingerprint: "pair".into() };
    let store = Store::start_durable(folder.join("quotatop.db"), Arc::new(move || now), |_| ());
    let import = Import::new(&read.owners(), None, None).unwrap();
    let mut counts = SaveCounts::default();
    for day in read.days(Some(&import)) {
        counts.add(store.save_packed_bills(&account, vec![day.unwrap()]).wait().unwrap());
    }
    assert!(store.close(Duration::from_mins(1)));
    let size = |file: &str| fs::metadata(folder.join(file)).unwrap().len() / 1024;
    println!(
        "{} lines, {} KiB: {:.2?} (read in {is_read:.2?}); peak memory {} KiB; file {} KiB",
        counts.new,
        size("bill.csv"),
        begun.elapsed(),
        peak(),
        size("quotatop.db"),
    );
}

/// An export with lines of 24,000 instances a day in random order.
fn write(file: &Path, lines: u64) {
    let mut random = 20_261_122_u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut file = BufWriter::new(fs::File::create(file).unwrap());
    writeln!(file, "\u{feff}{HEADER}").unwrap();
    let kinds = ["input_token", "output_token", "input_token_cache", "context_0-128k_input_token"];
    for id in 0..lines {
        let (day, key, model, usage) = (next(27) + 1, next(200), next(30), next(2_000_000));
        let (kind, workspace) = (kinds[usize::try_from(next(4)).unwrap()], key % 20);
        let gross = usage * 24;
        writeln!(
            file,
            "5000000000000001,someone@example.com,2026-11,2026-11-{day:02},PayAsYouGoBill,sfm,大模型服务平台百炼,\
             sfm_inference_public_cn,百炼大模型推理,{};llm-{workspace:016x};model-{model:02};{kind};app;0,\
             华北2（北京）,token_number,大模型文本消耗量,0,{}.{:03},千tokens,0.0024,元/千Tokens,{}.{:07},0,0,0,\
             {}.{:06},0,CNY,2026111{day:02}{id:012},{}.{:06}",
            1_200_000 + key,
            usage / 1_000,
            usage % 1_000,
            gross / 10_000_000,
            gross % 10_000_000,
            gross / 10_000_000,
            gross % 10_000_000 / 10,
            gross / 10_000_000,
            gross % 10_000_000 / 10,
        )
        .unwrap();
    }
    file.flush().unwrap();
}

/// The most memory that this process ever held, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
