# unreviewed

onboarding-welcome-title = O seu registo médico nas suas mãos
onboarding-welcome-own = Guarda-o consigo
onboarding-welcome-own-note = O registo está neste aparelho, fechado com uma chave que só você tem.
onboarding-welcome-share = Partilha-o
onboarding-welcome-share-note = Mostre um código a uma clínica. Veem o que escolheu, durante o tempo que escolheu.
onboarding-welcome-stop = Para quando quiser
onboarding-welcome-stop-note = Veja quem olhou. Pare a qualquer momento com um toque.
onboarding-welcome-make = Criar a minha carteira
onboarding-welcome-restore = Tenho palavras de recuperação
onboarding-language = Língua
onboarding-key-title = Crie a sua chave
onboarding-key-lead = Escolha uma frase secreta. Abre o seu registo neste aparelho.
onboarding-key-passphrase = Frase secreta
onboarding-key-passphrase-hint = Quatro ou mais palavras que só você juntaria. Ninguém pode voltar a enviá-la.
onboarding-key-again = A mesma outra vez
onboarding-key-different = As duas frases não são iguais.
onboarding-key-short = Use pelo menos 8 caracteres. Quatro palavras é melhor.
onboarding-key-store = Abrir também com este aparelho
onboarding-key-store-note = Também a sua impressão digital, o seu rosto ou a sua sessão aqui abre a carteira.
onboarding-key-server = Servidor
onboarding-key-server-title = Servidor: { $server }
onboarding-key-server-note = Passa fechado o que partilha. Não o pode ler. Pode usar outro.
onboarding-key-button = Criar a minha chave
onboarding-words-title = Escreva estas palavras em papel
onboarding-words-lead = Palavras { $from } a { $to } de { $all }. Escreva o número e a palavra.
onboarding-words-only = Só você tem estas palavras.
onboarding-words-only-note = Não as podemos ver nem fazer outras. Se perder o dispositivo e as palavras, o registo perde-se.
onboarding-words-list = Palavras { $from } a { $to }
onboarding-words-next = Já as escrevi
onboarding-words-later = Fazer mais tarde
onboarding-check-title = Qual é a palavra número { $number }?
onboarding-check-lead = Veja o papel onde escreveu as palavras. Assim se verifica que recupera o registo se perder este aparelho.
onboarding-check-chosen = { $done } de { $all } palavras escolhidas
onboarding-check-again = Mostrar as palavras outra vez
onboarding-check-wrong = Nem todas estavam certas. Veja o papel e tente de novo.
onboarding-check-choose = Escolha primeiro uma palavra.
onboarding-skip-title = Continuar sem verificar?
onboarding-skip-note = Se perder este aparelho agora, o registo perde-se. Ninguém o pode recuperar por si.
onboarding-skip-mark = «Sem cópia de segurança» fica no ecrã inicial até o fazer.
onboarding-skip-yes = Continuar sem cópia
onboarding-skip-no = Voltar às palavras
onboarding-first-title = Adicione o primeiro registo
onboarding-first-lead = Um ficheiro da clínica, do hospital ou de uma aplicação de saúde.
onboarding-first-later = Faço isto mais tarde
onboarding-first-go = Ir para o meu registo
onboarding-restore-title = Recupere o seu registo
onboarding-restore-lead = Precisa do papel com as palavras. A cópia de segurança traz os registos.
onboarding-restore-words = Palavras de recuperação
onboarding-restore-words-hint = Todas, por ordem, com espaços entre elas.
onboarding-restore-file = Escolher a cópia de segurança
onboarding-restore-file-hint = Sem ela volta a chave, mas não os registos.
onboarding-restore-file-chosen = { $file } está escolhido
onboarding-restore-button = Recuperar
onboarding-restore-done = O seu registo voltou
onboarding-restore-records = { $count ->
    [0] Não havia registos para trazer.
    [one] Voltou 1 registo.
   *[other] Voltaram { $count } registos.
}
onboarding-restore-grants = { $count ->
    [0] Nenhuma clínica pode abrir o seu registo agora.
    [one] 1 clínica pode abrir o seu registo agora.
   *[other] { $count } clínicas podem abrir o seu registo agora.
}
onboarding-unlock-title = Desbloquear
onboarding-unlock-lead = O seu registo está fechado neste aparelho.
onboarding-unlock-passphrase = Frase secreta
onboarding-unlock-button = Desbloquear
onboarding-unlock-store = Abrir com este aparelho
onboarding-unlock-forgot = Esqueci a frase secreta
onboarding-unlock-forgot-note = Ninguém a pode voltar a enviar, mas as palavras abrem esta carteira. Escreva-as a partir do papel e escolha uma frase nova. O registo fica como está.
onboarding-unlock-forgot-words = Já não tem o papel? Então ninguém pode abrir este registo.
