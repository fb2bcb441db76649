# unreviewed

clinic-title = Visualizador de registos
clinic-starting = Um momento
clinic-broken-title = Esta página não consegue chegar ao seu servidor
clinic-broken = Verifique a rede e tente de novo. As suas chaves continuam aqui.
clinic-key-ready = A chave deste computador está pronta
clinic-language = Idioma
clinic-server = O registo é aberto dentro deste navegador. O nosso servidor não o pode ler.

clinic-welcome-title = Preparar este posto
clinic-welcome = Os pacientes dão acesso à chave da sua clínica. Ela é criada neste navegador e fica aqui.
clinic-name = Nome da clínica
clinic-name-hint = Os pacientes veem este nome.
clinic-country = País
clinic-country-hint = Duas letras: KE
clinic-contact = Telefone ou sala
clinic-make = Criar a chave
clinic-have-file = Tenho um ficheiro de chaves de outro posto
clinic-file-passphrase = Frase secreta do ficheiro
clinic-file-open = Usar este ficheiro
clinic-file-withdrawn = Esta chave foi retirada. Crie uma nova.
clinic-fresh-title = Guardar a chave para os seus outros postos
clinic-fresh = Só agora a chave pode ser guardada. Os outros postos usam este ficheiro. Se os dados deste navegador forem apagados, ele devolve a chave.
clinic-fresh-passphrase = Escolha uma frase secreta para o ficheiro
clinic-fresh-save = Guardar o ficheiro de chaves
clinic-fresh-skip = Continuar sem ficheiro

clinic-card-title = O código da sua clínica
clinic-card = Imprima-o e ponha-o no balcão. Os pacientes leem-no para lhe dar acesso.
clinic-card-letters = Letras de controlo
clinic-card-ends = Este código vale até { $date }.
clinic-card-print = Imprimir
clinic-card-paper = Leia este código com o Keepwell para nos mostrar o seu registo.
clinic-card-paper-letters = Compare estas letras com as do seu telefone:
clinic-card-away = O código não pode ser criado agora. O servidor não responde.

clinic-withdraw = Retirar esta chave
clinic-withdraw-title = Retirar a chave desta clínica?
clinic-withdraw-when = Faça isto se outra pessoa puder ter a chave: falta um computador ou um ficheiro de chaves.
clinic-withdraw-what = A partir daí, os telefones dos pacientes recusam a chave. Não pode ser desfeito.
clinic-withdraw-here = Os seus postos esquecem a chave. Os registos partilhados com ela já não podem ser abertos aí.
clinic-withdraw-type = Para confirmar, escreva o nome da clínica: { $name }
clinic-withdraw-yes = Retirar para sempre
clinic-withdraw-failed = O registo público não responde. Nada foi retirado.
clinic-withdrawn = A chave de { $name } está retirada
clinic-withdrawn-elsewhere = A chave de { $name } foi retirada noutro posto
clinic-withdrawn-partly = A chave de { $name } ainda não está retirada em todo o lado
clinic-withdrawn-left = { $count ->
    [one] Um registo público não respondeu.
   *[other] { $count } registos públicos não responderam.
}
clinic-withdrawn-again = Esta página tenta de novo sozinha.
clinic-withdrawn-new = Crie aqui uma chave nova. Substitua o código impresso.

clinic-checks-title = A verificar
clinic-check-card = A chave deste computador
clinic-check-qr = O código é de um paciente
clinic-check-relay = Há algo para si
clinic-check-decrypt = Abre-se com a sua chave
clinic-check-digest = É o que o código indica
clinic-check-statement = Assinado pela carteira do paciente
clinic-check-terms = Destinado à sua clínica
clinic-check-receipt = Escrito no registo público
clinic-check-window = Dentro do tempo que o paciente escolheu
clinic-check-revocation = Não parado pelo paciente
clinic-check-parts = Nada foi alterado

clinic-refused-title = Não disponível
clinic-refused-not_available = Este código não está disponível.
clinic-refused-expired = Este código não está disponível.
clinic-refused-revoked = Este código não está disponível.
clinic-refused-too_early = Este código não está disponível.
clinic-refused-not_our_code = Este não é um código de paciente do Keepwell.
clinic-refused-not_listed = Este código é de outro operador. Peça ao paciente um SMART Health Link.
clinic-refused-not_for_us = Este acesso foi dado a outra clínica.
clinic-refused-altered = O que chegou foi alterado pelo caminho. Nada é mostrado.
clinic-refused-not_recorded = O acesso ainda não está no registo público. Tente de novo daqui a um minuto.
clinic-refused-ledger_away = Não é possível chegar ao registo público, e o paciente não permitiu abrir sem ele.
clinic-refused-ledger_lies = O registo público não corresponde ao que este computador viu antes. Nada é mostrado. Avise a informática.
clinic-refused-no_card = Este navegador não tem a chave de uma clínica, ou a chave terminou. Leia o código no posto da clínica. Para uma nova partilha, crie uma nova chave.
clinic-refused-unreachable = Não é possível chegar ao servidor. Tente de novo.
clinic-refused-check = Parado em: { $check }
clinic-again = Ler outro código

clinic-ended-title = Acesso terminado
clinic-ended-time = O tempo que o paciente escolheu acabou.
clinic-ended-stopped = O paciente parou o acesso.
clinic-ended-closed = Fechou o registo.
clinic-ended-idle = Ninguém usou a página durante algum tempo.
clinic-ended-gone = O registo já não está nesta página.

clinic-sent = Enviado pela carteira deste paciente, sem alterações. Pode estar incompleto. Confirme o nome e a data de nascimento.
clinic-proved-signed = Assinado pela carteira do paciente
clinic-proved-allowed = Não parado: registo público lido às { $time }
clinic-proved-whole = Nada foi alterado
clinic-sent-away = Não foi possível chegar ao registo público. O que este computador sabe dele tem { $age }.
clinic-sent-never = Não foi possível chegar ao registo público, e este computador nunca o leu.
clinic-clock = O relógio deste computador está errado em { $time }. Acerte-o.
clinic-sample = EXEMPLO: não é sobre uma pessoa real
clinic-closes = Fecha-se sozinho às { $time }
clinic-warn-end = O acesso termina em breve.
clinic-more-time = Pedir mais tempo
clinic-more-time-asked = Pedido na carteira do paciente às { $time }.
clinic-more-time-how = Peça ao paciente que carregue em “Dar mais tempo” no Keepwell. Só o paciente o pode dar.
clinic-more-time-new = Terá então um código novo para ler. Este registo fecha-se nesse momento.
clinic-more-time-behind = Ainda não foi possível perguntar à carteira do paciente. Esta página tenta de novo sozinha.
clinic-warn-idle = Ainda está aí? O registo fecha-se em { $time }.
clinic-warn-idle-why = Ninguém usou a página durante algum tempo.
clinic-stay = Ainda estou aqui
clinic-next = Foi lido outro código
clinic-next-why = Este registo fecha-se antes de o próximo se abrir.
clinic-next-open = Fechar este registo e abrir o próximo
clinic-next-stay = Ficar neste registo
clinic-ring = Acesso

clinic-save-note = O paciente é informado do que guarda, copia ou imprime. A sua cópia fica consigo.
clinic-untold = Ainda não foi possível informar o paciente do que fez. Esta página tenta de novo sozinha.
clinic-made = Reunido em { $date }.
clinic-pdf = PDF
clinic-fhir = FHIR
clinic-print = Imprimir
clinic-close = Fechar o registo
clinic-copy-text = Copiar como texto
clinic-copied = Copiado
clinic-copy-failed = Este navegador não permitiu copiar
clinic-paper-copy = Este papel é uma cópia.
clinic-paper = Impresso em { $clinic }, { $time }. O paciente foi informado. Não pode ser retirado quando o paciente para o acesso.
clinic-no-person = Nome não partilhado
clinic-born = nascimento: { $date }
clinic-no-birth = data de nascimento não partilhada
clinic-age = { $count ->
    [one] { $count } ano
   *[other] { $count } anos
}
clinic-speaks = fala { $languages }
clinic-gender-female = Feminino
clinic-gender-male = Masculino
clinic-gender-other = Outro
clinic-gender-unknown = Sexo não conhecido
clinic-purpose = Para: { $purpose }

clinic-none = Sem informação: pergunte ao paciente
clinic-alerts = Alertas
clinic-allergies = Alergias
clinic-medicines = Medicamentos
clinic-problems = Doenças
clinic-implants = Implantes e dispositivos
clinic-results = Resultados
clinic-immunizations = Vacinas
clinic-procedures = Procedimentos
clinic-documents = Documentos
clinic-contacts = Contactos
clinic-others = Outros registos
clinic-column-alert = Alerta
clinic-column-allergy = Alergia
clinic-column-medicine = Medicamento
clinic-column-dose = Dose
clinic-column-problem = Problema
clinic-column-implant = Dispositivo
clinic-column-test = Exame
clinic-column-course = Evolução
clinic-column-latest = Último
clinic-column-value = Valor
clinic-column-vaccine = Vacina
clinic-column-procedure = Procedimento
clinic-column-document = Documento
clinic-column-other = Registo
clinic-column-name = Nome
clinic-column-phone = Telefone
clinic-column-from = Data, origem
clinic-range = Intervalo:
clinic-course = { $what }: { $count } valores, de { $first } ({ $since }) a { $last }
clinic-values = { $count ->
    [one] 1 valor
   *[other] Todos os { $count } valores
}
clinic-no-date = Sem data
clinic-no-source = Origem não indicada
clinic-by-patient = Escrito pelo paciente
clinic-recent = mudou nos últimos 90 dias
clinic-more = Mostrar mais (faltam { $count })
clinic-document-unnamed = Documento sem nome
clinic-unreadable = Este registo não pode ser mostrado aqui. Guarde o ficheiro FHIR.
clinic-open-file = Guardar { $name }

clinic-word-active = ativo
clinic-word-inactive = inativo
clinic-word-resolved = resolvido
clinic-word-remission = em remissão
clinic-word-recurrence = voltou
clinic-word-relapse = recaída
clinic-word-completed = concluído
clinic-word-stopped = parado
clinic-word-on-hold = em pausa
clinic-word-intended = previsto
clinic-word-not-done = não feito
clinic-word-not-taken = não tomado
clinic-word-cancelled = cancelado
clinic-word-entered-in-error = introduzido por engano
clinic-word-unknown = estado não conhecido
clinic-word-final = final
clinic-word-current = atual
clinic-word-confirmed = confirmado
clinic-word-unconfirmed = não confirmado
clinic-word-provisional = provisório
clinic-word-differential = diagnóstico diferencial
clinic-word-presumed = presumido
clinic-word-refuted = excluído
clinic-word-mild = leve
clinic-word-moderate = moderado
clinic-word-severe = grave
clinic-word-criticality-high = criticidade: alta
clinic-word-criticality-low = criticidade: baixa
clinic-word-criticality-unable-to-assess = criticidade: não avaliada
