import type { Lexicon } from './lexicon.ts';

/** Indonesian and Malay. */
export const ID: Lexicon = {
  ignore:
    'abai mengabai diabai lupakan melupakan =lupa lewati melewati kesampingkan mengesampingkan hiraukan langgar buang+semua tinggalkan acuhkan ketepikan',
  prior:
    'sebelum terdahulu =diatas di+atas =tadi =awal yang+lama sejauh+ini selama+ini =asli =asal sedia+ada yang+lalu =lepas',
  orders:
    'instruksi perintah aturan peraturan arahan pedoman batasan pembatasan larangan petunjuk ketentuan kekangan konteks panduan sekatan suruhan',
  reveal:
    'tampilkan tunjuk ungkap mengungkap bocorkan membocorkan beritahu beri+tahu sebutkan perlihatkan cetak ulangi paparkan dedahkan kasih+tau senaraikan',
  prompt:
    'prompt =sistem sistemmu sistemnya konfigurasi pesan+sistem pesan+awal mesej+sistem teks+tersembunyi pengaturan tetapan setelan gesaan',
  secret:
    'rahasia rahsia dirahasiakan =sandi sandinya kata+sandi kata+laluan kunci sembunyi tersembunyi disembunyikan pribadi peribadi dokumen+sulit maklumat+sulit kredensial',
  become:
    'bertindak berpura pura+pura berperan berlagak bayangkan anggap jadilah berlakon menjadi simulasikan seolah bersikap watak karakter kamu+adalah',
  free: 'tanpa+batas tanpa+had tanpa+sensor tanpa+filter tanpa+aturan tanpa+sekatan bebas tak+terbatas tidak+terbatas apapun apa+pun apa+saja apa+sahaja tidak+terhad semaunya',
  mode: '=mode =mod pengembang =pembangun =debug =admin aktifkan mengaktifkan diaktifkan buka+kunci nyalakan hidupkan beralih tukar+ke ganti+mode',
  model:
    'asisten pembantu kecerdasan+buatan kecerdasan chatbot =bot robot =model =agen =ejen mesin bahasa+besar chatgpt',
  author:
    'administrator pentadbir pengembang =pembangun tim+keamanan tim+dukungan pasukan+keselamatan pasukan+sokongan =bos atasan pemilik majikan resmi =rasmi berwenang pencipta',
  send: 'kirim mengirim dikirim hantar menghantar teruskan =emel surel unggah mengunggah bagikan kongsi muat+naik sebarkan transfer posting',
  act: 'hapus menghapus padam jalankan menjalankan eksekusi klik =buka bukalah pesankan tempah =beli bayar pasang setujui luluskan',
  only: '=hanya hanyalah =cuma sahaja =saja semata sebaliknya sebagai+ganti =persis tepatnya tidak+lebih selain+itu tiada+lain satunya eksklusif',
  answer:
    'jawab menjawab =balas membalas katakan =bilang ucapkan tulis menulis mulai+dengan mulakan keluarkan respons sahut',
  now: 'sekarang =kini mulai+sekarang mulai+hari mulai+saat sejak+saat segera langsung =baru baharu berikutnya seterusnya selanjutnya mulai+kini hari+ini',
  never: 'jangan =tidak =tak tidak+boleh tidak+pernah =tanpa menolak tolak =nggak =gak =enggak pantang =dilarang tiada',
  must: '=harus haruslah harusnya =wajib wajibkan =mesti perlu penting mendesak mustahak patuh mematuhi ikuti turuti taat mengikuti',
  if: '=jika jikalau =kalau =kalo =bila bilamana apabila ketika setiap+kali sampai sehingga begitu+kamu =sekiranya =andai',
  end: 'selesai tamat berakhir =akhir hentikan berhenti =stop =usai =habis atur+ulang mulai+ulang mula+semula tetapkan+semula dari+awal',
  safety:
    'etika =etis =moral moralitas hukum keamanan keselamatan kebijakan dasar+keselamatan penapis penyensoran peringatan amaran penafian berbahaya ilegal',
  reward:
    'hadiah ganjaran imbalan =tip =poin =mati membunuh dibunuh bunuh dimatikan selamatkan tolong mohon nenek ancam hukuman',
  you: '=kamu =anda =kau engkau =awak =elo kalian kamulah andalah dirimu =korang instruksimu =ente',
  me: '=aku =saya =gue =gua padaku kepadaku kepada+saya =kami =kita pengguna untukku buat+saya =ku =gw',
  decode:
    'dekode enkode base64 dikodekan nyahkod terjemah balikkan terbalik gabungkan sambungkan huruf+pertama huruf+awal ejaan =eja sandikan',
  attack:
    'serang penyerang injeksi suntikan =jailbreak kerentanan kelemahan eksploit retas peretas godam contoh kutip frasa kalimat',
  task: 'tugas ringkas rangkum terjemahan terjemahkan =teks dokumen pertanyaan soalan permintaan pekerjaan artikel bantu karangan rumusan tolong+buat',
};
