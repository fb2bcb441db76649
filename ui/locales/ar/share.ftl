# unreviewed

share-who-title = لمن هذا؟
share-who-met = عيادات تعرفها
share-who-met-hint = { $what }، { $length }
share-who-again = مثل المرة السابقة: { $what }، { $length }
share-who-others = شخص آخر
share-who-scan = امسح رمز العيادة
share-who-scan-hint = بالكاميرا أو صورة أو رابط أو ملف
share-who-first = أي شخص لديه الرمز
share-who-first-hint = أول من يمسحه يسألك. تقول نعم أو لا.
share-who-spoken = ليس لدى العيادة رمز للمسح
share-who-spoken-hint = رمز متحرك وست كلمات تقولها. بلا شبكة.
share-who-riskier = أخطر
share-who-visit = لأي غرض؟
share-who-visit-hint = يملأ الإجابات. يمكنك تغييرها.
share-scan-title = امسح رمز العيادة
share-scan-lead = تجده في استقبال العيادة أو على شاشتها.
share-scan-start = استعمل الكاميرا
share-scan-stop = أطفئ الكاميرا
share-scan-file = اختر صورة أو ملفًا
share-scan-looking = جارٍ البحث عن رمز. ضعه أمام الكاميرا.
share-scan-none = لا يمكن استعمال الكاميرا هنا. استعمل طريقة أخرى.
share-scan-view = ما تراه الكاميرا
share-scan-link = رابط العيادة
share-scan-look = اقرأ الرابط
share-scan-reading = جارٍ قراءة الرمز…
share-clinic-title = هل هذه هي العيادة؟
share-clinic-check = أحرف التحقق
share-clinic-check-hint = يجب أن تطابق ما على بطاقة العيادة.
share-clinic-listed = في قائمة تثق بها
share-clinic-met = المفتاح نفسه كالمرة السابقة
share-clinic-new = جديدة عليك
share-clinic-new-hint = لا نعرف من صنع هذا الرمز. قارن الأحرف قبل أن تشارك.
share-clinic-yes = نعم، هذه هي العيادة
share-clinic-no = لا، امسح مرة أخرى
share-key-title = مفتاح هذه العيادة مختلف عن المرة السابقة
share-key-stopped = توقفنا هنا. لم يُشارك شيء.
share-key-why = ما قد يعنيه هذا
share-key-new = للعيادة مفتاح جديد. يحدث هذا، لكن نادرًا.
share-key-false = شخص ينتحل صفة هذه العيادة.
share-key-do = ما يمكنك فعله
share-key-call = اسأل العيادة وجهًا لوجه أو على رقم تعرفه.
share-key-forget = إن كان لها مفتاح جديد: أزل القديم من الإعدادات. ثم امسح مرة أخرى.
share-key-kept = تبقى مشاركاتك الأخرى كما هي.
share-key-leave = خروج
share-key-other = امسح رمزًا آخر

share-withdrawn-title = لم تعد هذه العيادة تستخدم هذا الرمز
share-withdrawn-why = ما معنى هذا
share-withdrawn-key = سحبت العيادة هذا الرمز. ربما صار مفتاحها عند شخص آخر.
share-withdrawn-right = أحسنت العيادة بذلك. لم تخطئ أنت في شيء.
share-withdrawn-ask = اطلب من العيادة رمزها الجديد. ثم امسحه.
share-withdrawn-look = هل شاركت بالرمز القديم؟ انظر إلى ذلك، وأوقفه إن لم تكن متأكدًا.
share-withdrawn-other = امسح الرمز الجديد
share-what-title = ماذا يستطيعون أن يروا؟
share-what-summary = ملخص
share-what-summary-hint = الحساسية والأدوية والحالات واللقاحات وآخر النتائج
share-what-everything = كل شيء
share-what-everything-hint = كل السجلات وكل المستندات
share-what-chosen = أنا أختار
share-what-chosen-hint = حسب القسم أو سجلًا سجلًا
share-what-deidentified = دون اسمك
share-what-deidentified-hint = يُحذف الاسم والعنوان والنص الحر والمستندات. وتصبح التواريخ تقريبية.
share-what-claim = ما تحتاجه المطالبة فقط
share-what-claim-hint = أنت تختار السجلات. لا يذهب غيرها.
share-what-sections = الأقسام
share-what-one = الاختيار في { $section }
share-what-each = واحدًا واحدًا
share-what-pick = اختر سجلات
share-what-picked = { $count ->
    [0] لم يُختر أي سجل بعد
    [one] اختير سجل واحد
    [two] اختير سجلان
    [few] اختيرت { $count } سجلات
   *[other] اختير { $count } سجلًا
}
share-what-picked-done = { $count ->
    [0] تم
    [one] تم: سجل واحد
    [two] تم: سجلان
    [few] تم: { $count } سجلات
   *[other] تم: { $count } سجلًا
}
share-what-some = اختير { $chosen } من { $count }
share-what-count = { $count ->
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
   *[other] { $count } سجلًا
}
share-what-find = ابحث عن سجل
share-what-found = { $count ->
    [0] لم يُعثر على سجل.
    [one] عُثر على سجل واحد.
   *[other] عُثر على { $count }. اكتب المزيد لترى أقل.
}
share-what-nothing = اختر سجلًا واحدًا على الأقل.
share-what-private = مواضيع خاصة
share-what-private-hint = محجوبة حتى تختارها. لا تعلم العيادة أن شيئًا حُجب.
share-what-private-none = نبحث عن 5 مواضيع خاصة. لا شيء منها فيما اخترته.
share-what-private-miss = قد يفوتنا بعضها. انظر إلى ما سيرونه قبل أن تشارك.
share-what-shown = يظهر
share-what-hidden = لا يظهر
share-long-title = كم من الوقت؟
share-long-other = مدة أخرى
share-long-other-hint = حتى 30 يومًا
share-long-number = العدد
share-long-unit = ساعات أو أيام
share-long-unit-hours = ساعات
share-long-unit-days = أيام
share-long-too = اختر من ساعة واحدة إلى 30 يومًا.
share-long-ends-today = ينتهي اليوم الساعة { $time }
share-long-ends-tomorrow = ينتهي غدًا الساعة { $time }
share-long-ends-day = ينتهي { $day } الساعة { $time }
share-long-more = خيارات أخرى
share-long-openings = كم مرة يمكنهم فتحه؟
share-long-any = كما يشاؤون
share-long-times = { $count ->
    [one] مرة واحدة
    [two] مرتين
    [few] { $count } مرات
   *[other] { $count } مرة
}
share-long-offline = يمكن فتحه عندما يتعذر الوصول إلى السجل العام
share-long-offline-hint = جيد حيث الإنترنت ضعيف. لكن إن أوقفته فقد يعلمون لاحقًا.
share-check-title = تحقق ثم شارك
share-check-who = من يستطيع النظر
share-check-first = أول من يمسح الرمز
share-check-first-note = يسألونك أولًا. لا يُشارك شيء قبل أن تقول نعم.
share-check-spoken-note = لا أحد يستطيع فتحه من دون الكلمات.
share-check-what = ما يرونه
share-check-hidden = لا يظهر: { $groups }
share-check-let-in = مواضيع خاصة تظهر: { $groups }
share-check-long = كم من الوقت
share-check-times = { $count ->
    [one] يمكن فتحه مرة واحدة
    [two] يمكن فتحه مرتين
    [few] يمكن فتحه { $count } مرات
   *[other] يمكن فتحه { $count } مرة
}
share-check-offline = حتى عندما يتعذر الوصول إلى السجل العام
share-check-change-who = تغيير من يستطيع النظر
share-check-change-what = تغيير ما يرونه
share-check-change-long = تغيير المدة
share-note = يمكنك إيقافه في أي وقت. إن حفظوا أو طبعوا نسخة وهو مفتوح فلا نستطيع استرجاع تلك النسخة.
share-check-log = سيُكتب هذا في سجلك العام.
share-check-code = أظهر الرمز
share-check-send = شارك الآن
share-preview-title = ما سيرونه
share-preview-open = انظر بالضبط إلى ما سيرونه
share-preview-pdf = الشيء نفسه بصيغة PDF للقراءة أو الطباعة
share-preview-changes = غُيّر حتى لا يدل عليك
share-preview-empty = لن يُشارك شيء. غيّر ما يرونه.
share-preview-all = عرض الكل ({ $count })
share-change-names = حُذفت الأسماء والأرقام التي تدل عليك.
share-change-addresses = حُذفت العناوين.
share-change-dates = أصبحت التواريخ تقريبية.
share-change-text = حُذف النص الحر.
share-change-documents = حُذفت المستندات.
share-change-other = حُذفت بعض التفاصيل أو أصبحت تقريبية.
share-code-title = رمزك
share-code-show = دع العيادة تمسح هذا الرمز.
share-code-alt = الرمز لـ { $clinic }
share-code-small = لا يعمل الرمز لأحد غير هذه العيادة.
share-moving = لا شبكة هناك؟ اعرض رمزًا متحركًا
share-moving-title = رمز متحرك
share-moving-show = أمسكه أمام كاميرا العيادة نحو { $seconds } ثانية إلى أن يظهر على شاشتهم. لا حاجة إلى شبكة.
share-moving-pause = أوقف الحركة
share-moving-go = تابع
share-spoken-name = من تقول له الكلمات الست
share-spoken-show = أمسكه أمام كاميرا العيادة نحو { $seconds } ثانية إلى أن تطلب شاشتهم الكلمات.
share-spoken-alt = الرمز المتحرك
share-spoken-say = ثم قل هذه الكلمات الست
share-spoken-label = ست كلمات
share-spoken-note = من صوّر الرمز وسمع الكلمات يستطيع فتحه. قلها في العيادة فقط.
share-phase-sending = جارٍ الإرسال…
share-phase-sending-note = بعد لحظة تستطيع العيادة فتحه.
share-phase-unsent = لم يُرسل بعد
share-phase-unsent-note = لا إنترنت. نرسله حالما يتوفر. لا يُرسل شيء وKeepwell مغلق أو مقفل.
share-phase-waiting = بانتظار العيادة
share-phase-waiting-note = تتغير هذه الصفحة وحدها عندما يفتحونه.
share-phase-scanned = مُسح الرمز
share-phase-scanned-note = { $clinic }: أُخذ سجلك. لم يخبرونا بعد أنه على شاشتهم.
share-phase-open = هو مفتوح لديهم
share-phase-open-note = { $clinic }: فُتح سجلك الساعة { $time }.
share-phase-left = أغلقوه
share-phase-left-note = { $clinic }: فُتح سجلك الساعة { $time }. يستطيعون فتحه مرة أخرى.
share-phase-paused = متوقف مؤقتًا
share-phase-paused-note = لا يستطيعون فتحه حتى تسمح بالمتابعة.
share-phase-stopping = لم يُرسل الإيقاف بعد
share-phase-stopping-note = يستطيعون فتحه حتى يتصل جهازك بالإنترنت. سنرسله حالًا.
share-phase-stopped = أُوقف
share-phase-stopped-note = لا يستطيعون فتحه مرة أخرى.
share-phase-ended = انتهى
share-phase-ended-note = انقضت { $length }. لا يستطيعون فتحه مرة أخرى.
share-phase-used = استُنفد
share-phase-used-note = فتحوه بعدد المرات الذي سمحت به.
share-fact-scanned = مُسح الرمز
share-fact-key = طابق مفتاح العيادة
share-fact-shown = أخبرونا: هو على شاشتهم
share-fact-log = كُتب في سجلك العام
share-code-link = نسخ الرابط
share-code-leave = تم، اتركه مفتوحًا
share-code-copied = نُسخ الرابط. ألصقه خلال 60 ثانية، ثم نمسحه.
share-code-delivered = هو في طريقه إلى شاشة العيادة.
share-first-title = أظهر هذا الرمز
share-first-lead = أول من يمسحه يسألك. لا يُشارك شيء قبل أن تقول نعم.
share-first-alt = الرمز لأول من يمسحه
share-first-ring = رمز جديد
share-first-waiting = بانتظار أن يمسحه أحد
share-first-renews = { $seconds ->
    [one] رمز جديد خلال ثانية واحدة، حتى لا يستعمل أحد صورة هذا الرمز.
    [two] رمز جديد خلال ثانيتين، حتى لا يستعمل أحد صورة هذا الرمز.
    [few] رمز جديد خلال { $seconds } ثوانٍ، حتى لا يستعمل أحد صورة هذا الرمز.
   *[other] رمز جديد خلال { $seconds } ثانية، حتى لا يستعمل أحد صورة هذا الرمز.
}
share-first-new = هذا رمز جديد.
share-words-title = هل هذه الكلمات على شاشة العيادة؟
share-words-who = { $clinic }: طلب لرؤية سجلك.
share-words-yes = نعم، الكلمات نفسها
share-words-note = إن اختلفت كلمة فقل لا. عندها لا يُشارك شيء.
share-words-nothing = لم يُشارك شيء بعد.
share-refused-title = لم يُشارك شيء
share-refused-note = قلت لا. لم يعد الرمز يعمل.
share-failed-title = لم ينجح ذلك
share-failed-note = لم يُشارك شيء.
share-failed-again = اصنع رمزًا جديدًا
share-failed-leave = خروج

share-who-link = العيادة ليس لديها Keepwell
share-who-link-hint = أنشئ رابطًا. كل من لديه يستطيع فتح ملخصك.
